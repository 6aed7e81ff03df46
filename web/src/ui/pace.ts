/** How often texts are redrawn while time passes, in real milliseconds: eyes are no quicker. */
export const WORDS_MS = 100;
