/** While time runs, words are drawn again after so many real milliseconds: eyes are no quicker. */
export const WORDS_MS = 100;
