import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { api, unwrap } from '@/api/client'
import type { components } from '@/api/schema'
import { upload } from '@/api/upload'

type Schemas = components['schemas']
export type VoiceProfile = Schemas['VoiceProfile']
export type VoiceProfileChange = Schemas['VoiceProfileChange']
export type Sample = Schemas['WritingSample']
export type NewSample = Schemas['NewWritingSample']
export type Stylometry = Schemas['Stylometry']
export type Score = Schemas['FidelityScore']
export type Difference = Schemas['FidelityDifference']

const path = (workspaceId: string) => ({ path: { workspace_id: workspaceId } })
const ofProfile = (workspaceId: string, id: string) => ({
  path: { workspace_id: workspaceId, profile_id: id },
})

export const profileQuery = (workspaceId: string, id: string) =>
  queryOptions({
    queryKey: [workspaceId, 'voices', id],
    queryFn: async ({ signal }) =>
      unwrap(
        await api.GET('/api/v1/w/{workspace_id}/voice-profiles/{profile_id}', {
          params: ofProfile(workspaceId, id),
          signal,
        }),
      ),
  })

export const stylometryQuery = (workspaceId: string, id: string) =>
  queryOptions({
    queryKey: [workspaceId, 'voices', id, 'stylometry'],
    queryFn: async ({ signal }) =>
      unwrap(
        await api.GET('/api/v1/w/{workspace_id}/voice-profiles/{profile_id}/stylometry', {
          params: ofProfile(workspaceId, id),
          signal,
        }),
      ),
  })

export const previewQuery = (workspaceId: string, id: string) =>
  queryOptions({
    queryKey: [workspaceId, 'voices', id, 'preview'],
    queryFn: async ({ signal }) =>
      unwrap(
        await api.GET('/api/v1/w/{workspace_id}/voice-profiles/{profile_id}/preview', {
          params: ofProfile(workspaceId, id),
          signal,
        }),
      ),
  })

export const promptsQuery = (workspaceId: string) =>
  queryOptions({
    queryKey: [workspaceId, 'voice-prompts'],
    queryFn: async ({ signal }) =>
      unwrap(
        await api.GET('/api/v1/w/{workspace_id}/voice/prompts', {
          params: path(workspaceId),
          signal,
        }),
      ),
    staleTime: Infinity,
  })

export const samplesQuery = (workspaceId: string) =>
  infiniteQueryOptions({
    queryKey: [workspaceId, 'voice-samples'],
    queryFn: async ({ pageParam, signal }) =>
      unwrap(
        await api.GET('/api/v1/w/{workspace_id}/voice/samples', {
          params: { ...path(workspaceId), query: { cursor: pageParam } },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  })

export const addSample = async (workspaceId: string, body: NewSample) =>
  unwrap(
    await api.POST('/api/v1/w/{workspace_id}/voice/samples', { params: path(workspaceId), body }),
  )

const ofSample = (workspaceId: string, id: string) => ({
  path: { workspace_id: workspaceId, sample_id: id },
})

export const includeSample = async (workspaceId: string, id: string, excluded: boolean) =>
  unwrap(
    await api.PATCH('/api/v1/w/{workspace_id}/voice/samples/{sample_id}', {
      params: ofSample(workspaceId, id),
      body: { excluded },
    }),
  )

export const deleteSample = async (workspaceId: string, id: string) =>
  unwrap(
    await api.DELETE('/api/v1/w/{workspace_id}/voice/samples/{sample_id}', {
      params: ofSample(workspaceId, id),
    }),
  )

export type SampleImport = Schemas['SampleImport']

/** A file with texts, or the posts that are published. */
export type SampleSource = File | 'posts'

/** The texts of a source: what would come of them, or, told so, what came of them. */
export async function importSamples(
  workspaceId: string,
  source: SampleSource,
  commit: boolean,
): Promise<SampleImport> {
  if (source === 'posts') {
    return unwrap(
      await api.POST('/api/v1/w/{workspace_id}/voice/samples/import-posts', {
        params: { ...path(workspaceId), query: { commit } },
        body: {},
      }),
    )
  }
  const form = new FormData()
  form.append('file', source, source.name)
  return upload<SampleImport>(
    `/api/v1/w/${workspaceId}/voice/samples/import?commit=${commit}`,
    form,
    { onProgress: () => undefined, signal: new AbortController().signal },
  )
}

export const analyze = async (workspaceId: string, body: Schemas['VoiceAnalysisRequest']) =>
  unwrap(
    await api.POST('/api/v1/w/{workspace_id}/voice/analyze', { params: path(workspaceId), body }),
  )

export const createProfile = async (workspaceId: string, name: string) =>
  unwrap(
    await api.POST('/api/v1/w/{workspace_id}/voice-profiles', {
      params: path(workspaceId),
      body: { name },
    }),
  )

export const cloneProfile = async (workspaceId: string, id: string, name: string) =>
  unwrap(
    await api.POST('/api/v1/w/{workspace_id}/voice-profiles/{profile_id}/clone', {
      params: ofProfile(workspaceId, id),
      body: { name },
    }),
  )

export const changeProfile = async (
  workspaceId: string,
  id: string,
  revision: number,
  body: VoiceProfileChange,
) =>
  unwrap(
    await api.PATCH('/api/v1/w/{workspace_id}/voice-profiles/{profile_id}', {
      params: { ...ofProfile(workspaceId, id), header: { 'If-Match': `"${revision}"` } },
      body,
    }),
  )

export const deleteProfile = async (workspaceId: string, id: string) =>
  unwrap(
    await api.DELETE('/api/v1/w/{workspace_id}/voice-profiles/{profile_id}', {
      params: ofProfile(workspaceId, id),
    }),
  )

export const makeDefaultVoice = async (workspaceId: string, id: string) =>
  unwrap(
    await api.POST('/api/v1/w/{workspace_id}/voice-profiles/{profile_id}/make-default', {
      params: ofProfile(workspaceId, id),
    }),
  )

export const scoreText = async (workspaceId: string, id: string, text: string) =>
  unwrap(
    await api.POST('/api/v1/w/{workspace_id}/voice-profiles/{profile_id}/score', {
      params: ofProfile(workspaceId, id),
      body: { text },
    }),
  )
