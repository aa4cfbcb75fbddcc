import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { api, unwrap } from '@/api/client'
import type { components } from '@/api/schema'

export type CalendarView = components['schemas']['CalendarView']
export type CalendarDay = components['schemas']['CalendarDay']
export type CalendarItem = components['schemas']['CalendarItem']
export type PlannedPost = components['schemas']['PlannedPost']
export type ScheduleRequest = components['schemas']['ScheduleRequest']
export type PostingSlot = components['schemas']['PostingSlot']
export type Recurrence = components['schemas']['Recurrence']
export type RecurrenceRequest = components['schemas']['RecurrenceRequest']

const at = (workspaceId: string) => ({ path: { workspace_id: workspaceId } })

export const calendarQuery = (workspaceId: string, from: string, to: string) =>
  queryOptions({
    queryKey: [workspaceId, 'calendar', from, to],
    queryFn: async ({ signal }) =>
      unwrap(
        await api.GET('/api/v1/w/{workspace_id}/calendar', {
          params: { ...at(workspaceId), query: { from, to } },
          signal,
        }),
      ),
  })

export const unscheduledQuery = (workspaceId: string) =>
  infiniteQueryOptions({
    queryKey: [workspaceId, 'calendar', 'unscheduled'],
    queryFn: async ({ pageParam, signal }) =>
      unwrap(
        await api.GET('/api/v1/w/{workspace_id}/calendar/unscheduled', {
          params: { ...at(workspaceId), query: { cursor: pageParam, limit: 50 } },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  })

export const slotsQuery = (workspaceId: string) =>
  queryOptions({
    queryKey: [workspaceId, 'calendar', 'slots'],
    queryFn: async ({ signal }) =>
      unwrap(
        await api.GET('/api/v1/w/{workspace_id}/calendar/slots', {
          params: at(workspaceId),
          signal,
        }),
      ).items,
  })

export const feedsQuery = (workspaceId: string) =>
  queryOptions({
    queryKey: [workspaceId, 'calendar', 'feeds'],
    queryFn: async ({ signal }) =>
      unwrap(
        await api.GET('/api/v1/w/{workspace_id}/calendar/feeds', {
          params: at(workspaceId),
          signal,
        }),
      ).items,
  })

export const recurrencesQuery = (workspaceId: string) =>
  infiniteQueryOptions({
    queryKey: [workspaceId, 'recurrences'],
    queryFn: async ({ pageParam, signal }) =>
      unwrap(
        await api.GET('/api/v1/w/{workspace_id}/recurrences', {
          params: { ...at(workspaceId), query: { cursor: pageParam, limit: 50 } },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  })

/** Gives a post its time; no wish takes it away. */
export const schedulePost = async (workspaceId: string, ref: string, body?: ScheduleRequest) =>
  unwrap(
    await api.PUT('/api/v1/w/{workspace_id}/posts/{post_ref}/schedule', {
      params: { path: { workspace_id: workspaceId, post_ref: ref } },
      body: body ?? {},
    }),
  )

export const addSlot = async (workspaceId: string, body: components['schemas']['NewSlotRequest']) =>
  unwrap(
    await api.POST('/api/v1/w/{workspace_id}/calendar/slots', { params: at(workspaceId), body }),
  )

export const deleteSlot = async (workspaceId: string, id: string) =>
  unwrap(
    await api.DELETE('/api/v1/w/{workspace_id}/calendar/slots/{slot_id}', {
      params: { path: { workspace_id: workspaceId, slot_id: id } },
    }),
  )

export const makeFeed = async (workspaceId: string, scope: string) =>
  unwrap(
    await api.POST('/api/v1/w/{workspace_id}/calendar/feeds', {
      params: at(workspaceId),
      body: { scope },
    }),
  )

export const revokeFeed = async (workspaceId: string, id: string) =>
  unwrap(
    await api.DELETE('/api/v1/w/{workspace_id}/calendar/feeds/{feed_id}', {
      params: { path: { workspace_id: workspaceId, feed_id: id } },
    }),
  )

export const addRecurrence = async (workspaceId: string, body: RecurrenceRequest) =>
  unwrap(await api.POST('/api/v1/w/{workspace_id}/recurrences', { params: at(workspaceId), body }))

/** A post by its number or another of its names. */
export const postOf = async (workspaceId: string, ref: string) =>
  unwrap(
    await api.GET('/api/v1/w/{workspace_id}/posts/{post_ref}', {
      params: { path: { workspace_id: workspaceId, post_ref: ref } },
    }),
  )

export const deleteRecurrence = async (workspaceId: string, id: string) =>
  unwrap(
    await api.DELETE('/api/v1/w/{workspace_id}/recurrences/{recurrence_id}', {
      params: { path: { workspace_id: workspaceId, recurrence_id: id } },
    }),
  )

export const restRecurrence = async (workspaceId: string, id: string, rest: boolean) =>
  unwrap(
    await api.POST(
      rest
        ? '/api/v1/w/{workspace_id}/recurrences/{recurrence_id}/pause'
        : '/api/v1/w/{workspace_id}/recurrences/{recurrence_id}/resume',
      { params: { path: { workspace_id: workspaceId, recurrence_id: id } } },
    ),
  )

export type AutoplanRequest = components['schemas']['AutoplanRequest']
export type Proposal = components['schemas']['Autoplan']['assignments'][number]

/** Gives a strategy's posts the free slots of some weeks, or only tells which. */
export const autoplan = async (workspaceId: string, body: AutoplanRequest) =>
  unwrap(
    await api.POST('/api/v1/w/{workspace_id}/calendar/autoplan', {
      params: at(workspaceId),
      body,
    }),
  ).assignments

/** Strategies whose posts can be planned. */
export const plannableQuery = (workspaceId: string) =>
  queryOptions({
    queryKey: [workspaceId, 'calendar', 'strategies'],
    queryFn: async ({ signal }) =>
      unwrap(
        await api.GET('/api/v1/w/{workspace_id}/goals', {
          params: { ...at(workspaceId), query: { status: 'active', limit: 200 } },
          signal,
        }),
      ).items,
  })
