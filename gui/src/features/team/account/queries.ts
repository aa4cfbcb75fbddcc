import { queryOptions } from '@tanstack/react-query'
import { api, unwrap } from '@/api/client'
import type { components } from '@/api/schema'

export type AccountDetails = components['schemas']['AccountDetails']

const params = (id: string) => ({ path: { account_id: id } })

export const accountQuery = (id: string) =>
  queryOptions({
    queryKey: ['accounts', id],
    queryFn: async ({ signal }) =>
      unwrap(await api.GET('/api/v1/accounts/{account_id}', { params: params(id), signal })),
  })

type Page<T> = { items: T[]; next_cursor?: string }

/** An account's lists are short enough to be shown whole. */
async function all<T>(read: (cursor?: string) => Promise<Page<T>>): Promise<T[]> {
  const items: T[] = []
  let cursor: string | undefined
  do {
    const page = await read(cursor)
    items.push(...page.items)
    cursor = page.next_cursor
  } while (cursor)
  return items
}

export const workspacesQuery = (id: string) =>
  queryOptions({
    queryKey: ['accounts', id, 'workspaces'],
    queryFn: ({ signal }) =>
      all(async (cursor) =>
        unwrap(
          await api.GET('/api/v1/accounts/{account_id}/workspaces', {
            params: { ...params(id), query: { cursor, limit: 200 } },
            signal,
          }),
        ),
      ),
  })

export const peopleQuery = (id: string) =>
  queryOptions({
    queryKey: ['accounts', id, 'people'],
    queryFn: ({ signal }) =>
      all(async (cursor) =>
        unwrap(
          await api.GET('/api/v1/accounts/{account_id}/members', {
            params: { ...params(id), query: { cursor, limit: 200 } },
            signal,
          }),
        ),
      ),
  })
