/** The items, each the one from `before` if that is the same; `before` itself if all of them are. */
export function kept<T>(
  items: T[],
  before: T[] | undefined,
  isSame: (was: T, is: T) => boolean,
): T[] {
  let all = before?.length === items.length;
  const result = items.map((item, at) => {
    const was = before?.[at];
    if (was !== undefined && isSame(was, item)) return was;
    all = false;
    return item;
  });
  return all && before ? before : result;
}
