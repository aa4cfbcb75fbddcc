/** The rights this application asks about; the server's list may be longer. */
export type Scope =
  | 'workflow:read'
  | 'workflow:execute'
  | 'workflow:admin'
  | 'content:read'
  | 'content:write'
  | 'content:approve'
  | 'usage:view'
  | 'usage:admin'
  | 'strategy:write'
  | 'workspace:settings'

export const hasAll = (held: ReadonlySet<string>, wanted: readonly Scope[]) =>
  wanted.every((scope) => held.has(scope))
