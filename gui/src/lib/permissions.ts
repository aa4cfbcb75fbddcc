/** The rights this application asks about; the server's list may be longer. */
export type Scope =
  | 'workflow:read'
  | 'workflow:execute'
  | 'workflow:admin'
  | 'content:read'
  | 'content:write'
  | 'content:delete'
  | 'content:approve'
  | 'content:publish'
  | 'board:view'
  | 'board:move'
  | 'usage:view'
  | 'usage:admin'
  | 'strategy:read'
  | 'strategy:write'
  | 'workspace:settings'
  | 'audit:read'
  | 'workspace:users'
  | 'workspace:delete'
  | 'telemetry:read'
  | 'workspace:security'
  | 'team:read'
  | 'api_keys:manage'

export const hasAll = (held: ReadonlySet<string>, wanted: readonly Scope[]) =>
  wanted.every((scope) => held.has(scope))
