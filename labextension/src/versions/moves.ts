/** Where a file is after `from`, which may be a folder above it, was moved to `to`; undefined where it stayed. */
export function movedPath(path: string, from: string, to: string): string | undefined {
  if (path === from) {
    return to;
  }
  return path.startsWith(`${from}/`) ? to + path.slice(from.length) : undefined;
}
