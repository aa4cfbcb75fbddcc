import { useQuery } from '@tanstack/react-query'
import { Outlet, useRouteContext } from '@tanstack/react-router'
import { useMemo } from 'react'
import { permissionsQuery } from '@/api/queries'
import { NotFound } from '@/components/states'
import type { Permissions } from '@/api/types'
import { WorkspaceContext, type WorkspaceInfo } from '@/lib/workspace'

export function WorkspaceLayout() {
  const context = useRouteContext({ from: '/signed-in/w/$slug' })
  if (!context.workspace || !context.permissions) return <NotFound />
  return <Inside workspace={context.workspace} initial={context.permissions} />
}

function Inside({ workspace, initial }: { workspace: WorkspaceInfo; initial: Permissions }) {
  const { data = initial } = useQuery(permissionsQuery(workspace.id))
  const scope = useMemo(
    () => ({ workspace, role: data.role, scopes: new Set(data.scopes) }),
    [workspace, data],
  )
  return (
    <WorkspaceContext value={scope}>
      <Outlet />
    </WorkspaceContext>
  )
}
