import { api, unwrap } from '@/api/client'
import type { components } from '@/api/schema'

export type Choices = components['schemas']['ImportChoices']

/** What a column of a table can mean. */
export const fields = [
  'post_number',
  'topic',
  'content',
  'goal',
  'chapter_number',
  'chapter',
  'shape',
  'cadence',
  'entry_point',
  'status',
  'guidance',
  'story_used',
  'assignee',
  'due_date',
  'scheduled_at',
  'published_at',
  'published_url',
  'platform',
  'priority',
  'estimated_hours',
  'actual_hours',
  'tags',
  'external_ref',
] as const
export type FieldName = (typeof fields)[number]

/** Says what columns mean and how rows come in; the server shows what would come of that. */
export const choose = async (workspaceId: string, id: string, body: Choices) =>
  unwrap(
    await api.PUT('/api/v1/w/{workspace_id}/content/import/{operation_id}/choices', {
      params: { path: { workspace_id: workspaceId, operation_id: id } },
      body,
    }),
  )

/** The same choices, with a cell of a row being another. */
export function withCell(choices: Choices, row: number, field: FieldName, value: string): Choices {
  const rows = choices.overrides ?? []
  const old = rows.find((each) => each.row === row)
  const changed = { row, fields: { ...old?.fields, [field]: value } }
  return { ...choices, overrides: [...rows.filter((each) => each.row !== row), changed] }
}
