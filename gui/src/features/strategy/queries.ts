import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { api, unwrap } from '@/api/client'
import type { components } from '@/api/schema'

type Schemas = components['schemas']
export type Goal = Schemas['Goal']
export type GoalFields = Schemas['GoalFields']
export type Chapter = Schemas['Chapter']

const inside = (workspaceId: string) => ({ path: { workspace_id: workspaceId } })
const ofGoal = (workspaceId: string, goalId: string) => ({
  path: { workspace_id: workspaceId, goal_id: goalId },
})
const ofChapter = (workspaceId: string, chapterId: string) => ({
  path: { workspace_id: workspaceId, chapter_id: chapterId },
})
const base = '/api/v1/w/{workspace_id}'

/** Everything about strategies; a change of one part may change the others. */
export const strategyKey = (workspaceId: string) => [workspaceId, 'strategy']

export const goalsQuery = (workspaceId: string) =>
  infiniteQueryOptions({
    queryKey: [...strategyKey(workspaceId), 'goals'],
    queryFn: async ({ signal, pageParam }) =>
      unwrap(
        await api.GET(`${base}/goals`, {
          params: { ...inside(workspaceId), query: { cursor: pageParam, limit: 50 } },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor,
  })

export const goalQuery = (workspaceId: string, goalId: string) =>
  queryOptions({
    queryKey: [...strategyKey(workspaceId), 'goal', goalId],
    queryFn: async ({ signal }) =>
      unwrap(
        await api.GET(`${base}/goals/{goal_id}`, {
          params: { ...ofGoal(workspaceId, goalId), query: { expand: 'chapters' } },
          signal,
        }),
      ),
  })

export const chapterPostsQuery = (workspaceId: string, chapterId: string) =>
  queryOptions({
    queryKey: [...strategyKey(workspaceId), 'posts', chapterId],
    queryFn: async ({ signal }) =>
      unwrap(
        await api.GET(`${base}/posts`, {
          params: {
            ...inside(workspaceId),
            query: { chapter_id: chapterId, sort: 'number', order: 'asc', limit: 200 },
          },
          signal,
        }),
      ).items,
  })

export const changeGoal = async (workspaceId: string, goal: Goal, fields: GoalFields) =>
  unwrap(
    await api.PATCH(`${base}/goals/{goal_id}`, {
      params: { ...ofGoal(workspaceId, goal.id), header: { 'If-Match': `"${goal.revision}"` } },
      body: fields,
    }),
  )

export const makeDefault = async (workspaceId: string, goalId: string) =>
  unwrap(
    await api.POST(`${base}/goals/{goal_id}/make-default`, { params: ofGoal(workspaceId, goalId) }),
  )

export const copyGoal = async (workspaceId: string, goalId: string) =>
  unwrap(
    await api.POST(`${base}/goals/{goal_id}/duplicate`, {
      params: ofGoal(workspaceId, goalId),
      body: { copy_posts: true },
    }),
  )

export const deleteGoal = async (workspaceId: string, goalId: string, posts: number) =>
  unwrap(
    await api.DELETE(`${base}/goals/{goal_id}`, {
      params: { ...ofGoal(workspaceId, goalId), query: { confirm_posts: posts } },
    }),
  )

export const addChapter = async (workspaceId: string, goalId: string, title: string) =>
  unwrap(
    await api.POST(`${base}/chapters`, {
      params: inside(workspaceId),
      body: { goal_id: goalId, title },
    }),
  )

export const changeChapter = async (
  workspaceId: string,
  chapter: Chapter,
  fields: Schemas['ChapterFields'],
) =>
  unwrap(
    await api.PATCH(`${base}/chapters/{chapter_id}`, {
      params: {
        ...ofChapter(workspaceId, chapter.id),
        header: { 'If-Match': `"${chapter.revision}"` },
      },
      body: fields,
    }),
  )

export const reorderChapters = async (workspaceId: string, goalId: string, ids: string[]) =>
  unwrap(
    await api.POST(`${base}/chapters/reorder`, {
      params: inside(workspaceId),
      body: { goal_id: goalId, chapter_ids: ids },
    }),
  )

export const deleteChapter = async (
  workspaceId: string,
  chapterId: string,
  query: { posts?: string; to?: string },
) =>
  unwrap(
    await api.DELETE(`${base}/chapters/{chapter_id}`, {
      params: { ...ofChapter(workspaceId, chapterId), query },
    }),
  )

export const addPost = async (workspaceId: string, chapterId: string, topic: string) =>
  unwrap(
    await api.POST(`${base}/posts`, {
      params: inside(workspaceId),
      body: { chapter_id: chapterId, topic },
    }),
  )
