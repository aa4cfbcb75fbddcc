import { queryOptions } from '@tanstack/react-query'
import { api, unwrap } from '@/api/client'
import { allMails, pathOf, revisionOf, type TemplateActions } from '@/components/mail-words/actions'

export const adminTemplatesQuery = queryOptions({
  queryKey: ['admin', 'templates'],
  queryFn: async ({ signal }) =>
    unwrap(await api.GET('/api/v1/admin/templates', { params: allMails, signal })).items,
})

export const adminActions: TemplateActions = {
  save: async (template, content) =>
    unwrap(
      await api.PUT('/api/v1/admin/templates/{template_type}/{slug}', {
        params: { path: pathOf(template), header: revisionOf(template) },
        body: { language: template.language, content },
      }),
    ),
}
