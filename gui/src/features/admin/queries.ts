import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { api, unwrap } from '@/api/client'
import type { components } from '@/api/schema'

type Schemas = components['schemas']
export type AdminUser = Schemas['AdminUser']
export type AdminAccount = Schemas['AdminAccount']
export type AdminTask = Schemas['AdminTask']
export type AdminOverview = Schemas['AdminOverview']
export type AdminMail = Schemas['LoggedMail']
export type Announcement = Schemas['Announcement']

export const mailStates = [
  'pending',
  'sending',
  'sent',
  'failed',
  'suppressed',
  'cancelled',
] as const
export type MailState = (typeof mailStates)[number]

const paging = {
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (page: { next_cursor?: string }) => page.next_cursor ?? undefined,
}

export const overviewQuery = queryOptions({
  queryKey: ['admin', 'overview'],
  queryFn: async ({ signal }) => unwrap(await api.GET('/api/v1/admin/overview', { signal })),
  refetchInterval: 15_000,
})

export type UserFilter = { q?: string; status?: 'active' | 'inactive' }

export const usersQuery = (filter: UserFilter) =>
  infiniteQueryOptions({
    queryKey: ['admin', 'users', filter],
    queryFn: async ({ pageParam, signal }) =>
      unwrap(
        await api.GET('/api/v1/admin/users', {
          params: { query: { ...filter, cursor: pageParam, limit: 50 } },
          signal,
        }),
      ),
    ...paging,
  })

export const accountsQuery = (q: string | undefined) =>
  infiniteQueryOptions({
    queryKey: ['admin', 'accounts', q],
    queryFn: async ({ pageParam, signal }) =>
      unwrap(
        await api.GET('/api/v1/admin/accounts', {
          params: { query: { q, cursor: pageParam, limit: 50 } },
          signal,
        }),
      ),
    ...paging,
  })

export const tasksQuery = queryOptions({
  queryKey: ['admin', 'tasks'],
  queryFn: async ({ signal }) =>
    unwrap(await api.GET('/api/v1/admin/tasks', { params: { query: { limit: 200 } }, signal }))
      .items,
  refetchInterval: 5000,
})

export const logQuery = queryOptions({
  queryKey: ['admin', 'log'],
  queryFn: async ({ signal }) =>
    unwrap(await api.GET('/api/v1/admin/audit-logs', { params: { query: { limit: 50 } }, signal }))
      .items,
  refetchInterval: 15_000,
})

export const changeUser = async (
  id: string,
  body: { is_active?: boolean; is_superuser?: boolean },
) =>
  unwrap(
    await api.PATCH('/api/v1/admin/users/{user_id}', { params: { path: { user_id: id } }, body }),
  )

export const signOutUser = async (id: string) =>
  unwrap(
    await api.POST('/api/v1/admin/users/{user_id}/revoke-sessions', {
      params: { path: { user_id: id } },
    }),
  )

export const impersonate = async (userId: string, reason: string, ticket: string) =>
  unwrap(
    await api.POST('/api/v1/admin/impersonations', {
      body: { user_id: userId, reason, ...(ticket === '' ? {} : { ticket_ref: ticket }) },
    }),
  )

const account = (id: string) => ({ params: { path: { account_id: id } } })

export const suspendAccount = async (id: string, reason: string) =>
  unwrap(
    await api.POST('/api/v1/admin/accounts/{account_id}/suspend', {
      ...account(id),
      body: { reason },
    }),
  )

export const reactivateAccount = async (id: string) =>
  unwrap(await api.POST('/api/v1/admin/accounts/{account_id}/reactivate', account(id)))

export const runTask = async (name: string) =>
  unwrap(
    await api.POST('/api/v1/admin/tasks/{task_name}/run', {
      params: { path: { task_name: name } },
    }),
  )

export const mailsQuery = (status: MailState | undefined) =>
  infiniteQueryOptions({
    queryKey: ['admin', 'mails', status],
    queryFn: async ({ pageParam, signal }) =>
      unwrap(
        await api.GET('/api/v1/admin/emails', {
          params: { query: { status, cursor: pageParam, limit: 50 } },
          signal,
        }),
      ),
    ...paging,
  })

export const retryMail = async (id: string) =>
  unwrap(
    await api.POST('/api/v1/admin/emails/{mail_id}/retry', { params: { path: { mail_id: id } } }),
  )

const user = (id: string) => ({ params: { path: { user_id: id } } })

export const sendReset = async (id: string) =>
  unwrap(await api.POST('/api/v1/admin/users/{user_id}/send-reset', user(id)))

export const resetFactors = async (id: string, reason: string) =>
  unwrap(
    await api.POST('/api/v1/admin/users/{user_id}/reset-second-factor', {
      ...user(id),
      body: { reason },
    }),
  )

export const announcementsQuery = queryOptions({
  queryKey: ['announcements', 'all'],
  queryFn: async ({ signal }) =>
    unwrap(
      await api.GET('/api/v1/admin/announcements', { params: { query: { limit: 50 } }, signal }),
    ).items,
})

export const announce = async (body: Schemas['AnnouncementRequest']) =>
  unwrap(await api.POST('/api/v1/admin/announcements', { body }))

export const takeBack = async (id: string) =>
  unwrap(
    await api.DELETE('/api/v1/admin/announcements/{announcement_id}', {
      params: { path: { announcement_id: id } },
    }),
  )
