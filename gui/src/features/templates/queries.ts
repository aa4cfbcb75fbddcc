import { queryOptions } from '@tanstack/react-query'
import { api, unwrap } from '@/api/client'
import {
  allMails,
  pathOf,
  revisionOf,
  type MailTemplate,
  type TemplateActions,
} from '@/components/mail-words/actions'

export const templatesQuery = (workspaceId: string) =>
  queryOptions({
    queryKey: [workspaceId, 'templates'],
    queryFn: async ({ signal }) =>
      unwrap(
        await api.GET('/api/v1/w/{workspace_id}/templates', {
          params: { path: { workspace_id: workspaceId }, ...allMails },
          signal,
        }),
      ).items,
  })

export function workspaceActions(workspaceId: string): TemplateActions {
  const path = (template: MailTemplate) => ({ workspace_id: workspaceId, ...pathOf(template) })
  return {
    save: async (template, content) =>
      unwrap(
        await api.PUT('/api/v1/w/{workspace_id}/templates/{template_type}/{slug}', {
          params: { path: path(template), header: revisionOf(template) },
          body: { language: template.language, content },
        }),
      ),
    reset: async (template) =>
      unwrap(
        await api.DELETE('/api/v1/w/{workspace_id}/templates/{template_type}/{slug}', {
          params: { path: path(template), query: { language: template.language } },
        }),
      ),
    preview: async (template) =>
      unwrap(
        await api.GET('/api/v1/w/{workspace_id}/templates/{template_type}/{slug}/preview', {
          params: { path: path(template), query: { language: template.language } },
        }),
      ),
  }
}
