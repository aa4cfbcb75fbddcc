import { createContext, useContext } from 'react'

export type WorkspaceInfo = { id: string; slug: string; name: string }

/** What a screen inside a workspace may know: where it is, and what the person may do there. */
export type WorkspaceScope = { workspace: WorkspaceInfo; role: string; scopes: ReadonlySet<string> }

export const WorkspaceContext = createContext<WorkspaceScope | undefined>(undefined)

export function useWorkspace(): WorkspaceInfo {
  return useScope().workspace
}

export function useScope(): WorkspaceScope {
  const scope = useContext(WorkspaceContext)
  if (!scope) throw new Error('useWorkspace is used outside the workspace layout')
  return scope
}
