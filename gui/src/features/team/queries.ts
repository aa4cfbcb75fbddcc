import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { api, unwrap } from '@/api/client'
import type { components } from '@/api/schema'

type Schemas = components['schemas']
export type Member = Schemas['Member']
export type Invite = Schemas['Invite']
export type RoleView = Schemas['RoleView']
export type Placeholder = Schemas['Placeholder']

const inside = (workspaceId: string) => ({ path: { workspace_id: workspaceId } })

/** Everything about who is in a workspace; a change of one part may change the others. */
export const teamKey = (workspaceId: string) => [workspaceId, 'team']

export const membersQuery = (workspaceId: string) =>
  infiniteQueryOptions({
    queryKey: [...teamKey(workspaceId), 'members'],
    queryFn: async ({ signal, pageParam }) =>
      unwrap(
        await api.GET('/api/v1/w/{workspace_id}/members', {
          params: {
            ...inside(workspaceId),
            query: { status: ['active'], cursor: pageParam, limit: 50 },
          },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor,
  })

export const invitesQuery = (workspaceId: string) =>
  infiniteQueryOptions({
    queryKey: [...teamKey(workspaceId), 'invites'],
    queryFn: async ({ signal, pageParam }) =>
      unwrap(
        await api.GET('/api/v1/w/{workspace_id}/invites', {
          params: { ...inside(workspaceId), query: { cursor: pageParam, limit: 50 } },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor,
  })

export const placeholdersQuery = (workspaceId: string) =>
  infiniteQueryOptions({
    queryKey: [...teamKey(workspaceId), 'placeholders'],
    queryFn: async ({ signal, pageParam }) =>
      unwrap(
        await api.GET('/api/v1/w/{workspace_id}/placeholders', {
          params: { ...inside(workspaceId), query: { cursor: pageParam, limit: 50 } },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor,
  })

export const rolesQuery = (workspaceId: string) =>
  queryOptions({
    queryKey: [...teamKey(workspaceId), 'roles'],
    queryFn: async ({ signal }) =>
      unwrap(
        await api.GET('/api/v1/w/{workspace_id}/roles', { params: inside(workspaceId), signal }),
      ).items,
  })

/** A built-in role by its name, one of the workspace's own by its id. */
export const roleValue = (role: { slug?: string; id?: string }) => role.slug ?? role.id ?? ''

/** The same choice as the server takes it. */
export const roleWish = (value: string, roles: RoleView[]) =>
  roles.some((role) => role.slug === value) ? { role: value } : { custom_role_id: value }
