import { queryOptions } from '@tanstack/react-query'
import { api, unwrap } from '@/api/client'
import type { components } from '@/api/schema'

export type PrivacyChoices = components['schemas']['PrivacyChoices']
export type PrivacyChange = components['schemas']['PrivacyChange']
export type PersonalExport = components['schemas']['PersonalExport']
export type OwnedWorkspace = components['schemas']['OwnedWorkspace']

export const privacyQuery = queryOptions({
  queryKey: ['privacy'],
  queryFn: async ({ signal }) => unwrap(await api.GET('/api/v1/users/me/privacy', { signal })),
})

export const changePrivacy = async (body: PrivacyChange) =>
  unwrap(await api.PUT('/api/v1/users/me/privacy', { body }))

export const isBeingMade = (copy: PersonalExport) =>
  copy.status === 'queued' || copy.status === 'running'

export const exportsQuery = queryOptions({
  queryKey: ['personal-exports'],
  queryFn: async ({ signal }) =>
    unwrap(await api.GET('/api/v1/users/me/exports', { params: { query: { limit: 10 } }, signal }))
      .items,
  // A copy is looked at until it is made.
  refetchInterval: (query) => (query.state.data?.some(isBeingMade) ? 1500 : false),
})

export const ownedQuery = queryOptions({
  queryKey: ['owned-workspaces'],
  queryFn: async ({ signal }) =>
    unwrap(await api.GET('/api/v1/users/me/owned-workspaces', { signal })).items,
  staleTime: 0,
})
