/**
 * Returns the items, each replaced by the one from `before` if they are the same, or `before` itself if all
 * are.
 */
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
