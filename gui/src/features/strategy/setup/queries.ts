import { queryOptions } from '@tanstack/react-query'
import { api, unwrap } from '@/api/client'
import type { components } from '@/api/schema'
import type { Mode } from '../begin'

type Schemas = components['schemas']
export type Plan = Schemas['StrategyPlan']
export type PlanChapter = Schemas['PlanChapter']
export type PlanPost = Schemas['PlanPost']
export type Talk = Schemas['OnboardingConversation']

const base = '/api/v1/w/{workspace_id}/onboarding'
const inside = (workspaceId: string) => ({ path: { workspace_id: workspaceId } })
const ofTalk = (workspaceId: string, talkId: string) => ({
  path: { workspace_id: workspaceId, conversation_id: talkId },
})

export const talkKey = (workspaceId: string, mode: Mode) => [workspaceId, 'talk', mode]

/** The person's open talk of a kind; one is begun where there is none. */
export const talkQuery = (workspaceId: string, mode: 'chat' | 'deep') =>
  queryOptions({
    queryKey: talkKey(workspaceId, mode),
    queryFn: () => beginTalk(workspaceId, mode, false),
  })

export const beginTalk = async (workspaceId: string, mode: 'chat' | 'deep', restart: boolean) =>
  unwrap(
    await api.POST(`${base}/conversations`, {
      params: inside(workspaceId),
      body: { mode, restart },
    }),
  )

export const readTalk = async (workspaceId: string, talkId: string) =>
  unwrap(
    await api.GET(`${base}/conversations/{conversation_id}`, {
      params: ofTalk(workspaceId, talkId),
    }),
  )

export const sayTo = async (workspaceId: string, talkId: string, message: string) =>
  unwrap(
    await api.POST(`${base}/conversations/{conversation_id}/messages`, {
      params: ofTalk(workspaceId, talkId),
      body: { message },
    }),
  )

export const enough = async (workspaceId: string, talkId: string) =>
  unwrap(
    await api.POST(`${base}/conversations/{conversation_id}/messages`, {
      params: ofTalk(workspaceId, talkId),
      body: { force_ready: true },
    }),
  )

export const correct = async (
  workspaceId: string,
  talkId: string,
  extracted: Record<string, unknown>,
) =>
  unwrap(
    await api.PATCH(`${base}/conversations/{conversation_id}`, {
      params: ofTalk(workspaceId, talkId),
      body: { extracted: extracted as Schemas['ConversationCorrection']['extracted'] },
    }),
  )

export const planOfTalk = async (workspaceId: string, talkId: string, style: string) =>
  unwrap(
    await api.POST(`${base}/conversations/{conversation_id}/plan`, {
      params: ofTalk(workspaceId, talkId),
      body: { content_style: style },
    }),
  )

export const quickPlan = async (workspaceId: string, answers: Schemas['QuickAnswers']) =>
  unwrap(await api.POST(`${base}/quick`, { params: inside(workspaceId), body: answers }))

export const chapterAgain = async (workspaceId: string, plan: Plan, chapterNumber: number) =>
  unwrap(
    await api.POST(`${base}/plan/regenerate-chapter`, {
      params: inside(workspaceId),
      body: { plan, chapter_number: chapterNumber },
    }),
  )

export const approve = async (workspaceId: string, approval: Schemas['PlanApproval']) =>
  unwrap(await api.POST(`${base}/approve`, { params: inside(workspaceId), body: approval }))
