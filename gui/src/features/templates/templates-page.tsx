import { useQuery, useQueryClient } from '@tanstack/react-query'
import { RequireScope } from '@/components/gate'
import { t } from '@/components/mail-words/sentences'
import { TemplateList } from '@/components/mail-words/template-list'
import { PageHeader } from '@/components/page'
import { QueryState } from '@/components/states'
import { useWorkspace } from '@/lib/workspace'
import { templatesQuery, workspaceActions } from './queries'

export function TemplatesPage() {
  return (
    <RequireScope scope="workspace:settings">
      <Templates />
    </RequireScope>
  )
}

function Templates() {
  const { id } = useWorkspace()
  const client = useQueryClient()
  const templates = useQuery(templatesQuery(id))
  return (
    <div className="max-w-3xl">
      <PageHeader title={t('templates.page.title')} />
      <p className="mb-4 text-muted">{t('templates.page.hint')}</p>
      <QueryState query={templates} lines={4}>
        {(list) => (
          <TemplateList
            templates={list}
            actions={workspaceActions(id)}
            onChanged={() => client.invalidateQueries(templatesQuery(id))}
          />
        )}
      </QueryState>
    </div>
  )
}
