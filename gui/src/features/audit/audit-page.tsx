import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Download } from 'lucide-react'
import { useState } from 'react'
import { toast } from 'sonner'
import type { AuditEntry } from '@/api/types'
import { DayInput } from '@/components/day-input'
import { RequireScope } from '@/components/gate'
import { PageHeader } from '@/components/page'
import { EmptyState, QueryState } from '@/components/states'
import { Button } from '@/components/ui/button'
import { Input, Select } from '@/components/ui/field'
import { Menu, MenuItem } from '@/components/ui/menu'
import { download } from '@/lib/download'
import { auditOutcomes, auditSearch, type AuditSearch } from '@/lib/searches'
import { useWorkspace } from '@/lib/workspace'
import { EntryDetails } from '@/components/audit/entry-details'
import { EntryList } from '@/components/audit/entry-list'
import { actionsQuery, auditQuery, exportEntries, type ExportFormat } from './queries'
import { SealState } from './seal-state'
import { t } from '@/components/audit/sentences'

export function AuditPage() {
  return (
    <RequireScope scope="audit:read">
      <AuditLog />
    </RequireScope>
  )
}

function AuditLog() {
  const workspace = useWorkspace()
  const filter = auditSearch(useSearch({ strict: false }))
  const log = useInfiniteQuery(auditQuery(workspace.id, filter))
  const items = log.data?.pages.flatMap((page) => page.items)
  const [shown, setShown] = useState<AuditEntry>()
  return (
    <>
      <PageHeader title={t('audit.title')}>
        <Export filter={filter} />
      </PageHeader>
      <p className="mb-4 max-w-prose text-muted">{t('audit.hint')}</p>
      <SealState />
      <Filters filter={filter} />
      <QueryState query={{ ...log, data: items }} lines={8}>
        {(list) =>
          list.length === 0 ? (
            <NoEntries filtered={Object.values(filter).some(Boolean)} />
          ) : (
            <>
              <EntryList entries={list} label={t('audit.title')} onOpen={setShown} />
              {log.hasNextPage && (
                <Button
                  className="mt-4"
                  pending={log.isFetchingNextPage}
                  onClick={() => void log.fetchNextPage()}
                >
                  {t('action.load_more')}
                </Button>
              )}
            </>
          )
        }
      </QueryState>
      {shown && <EntryDetails entry={shown} onClose={() => setShown(undefined)} />}
    </>
  )
}

function Export({ filter }: { filter: AuditSearch }) {
  const { id, slug } = useWorkspace()
  const exporting = useMutation({
    mutationFn: async (format: ExportFormat) => ({
      format,
      text: await exportEntries(id, format, filter),
    }),
    onSuccess: ({ format, text }) => {
      download(
        `${slug}-audit-log.${format}`,
        text,
        format === 'csv' ? 'text/csv' : 'application/x-ndjson',
      )
      toast.success(t('audit.export.done'))
    },
    onError: (error) => toast.error(error.message),
  })
  return (
    <Menu
      align="end"
      trigger={
        <Button pending={exporting.isPending}>
          <Download aria-hidden />
          {t('audit.export')}
        </Button>
      }
    >
      <MenuItem onSelect={() => exporting.mutate('csv')}>{t('audit.export.csv')}</MenuItem>
      <MenuItem onSelect={() => exporting.mutate('jsonl')}>{t('audit.export.jsonl')}</MenuItem>
    </Menu>
  )
}

function Filters({ filter }: { filter: AuditSearch }) {
  const workspace = useWorkspace()
  const change = useFilterChange()
  const actions = useQuery(actionsQuery(workspace.id))
  return (
    <form
      role="search"
      className="mb-4 flex flex-wrap gap-2"
      onSubmit={(event) => event.preventDefault()}
    >
      <Input
        key={filter.q === undefined ? 'cleared' : 'set'}
        type="search"
        aria-label={t('audit.filter.q')}
        placeholder={t('audit.filter.q')}
        defaultValue={filter.q}
        maxLength={100}
        className="w-full sm:w-64"
        onChange={(event) => change({ q: event.target.value || undefined })}
      />
      <Select
        aria-label={t('audit.action')}
        className="w-auto max-w-full min-w-36 flex-1 sm:max-w-64 sm:flex-none"
        value={filter.action ?? ''}
        onChange={(event) => change({ action: event.target.value || undefined })}
      >
        <option value="">{t('audit.action.any')}</option>
        {actions.data?.map((each) => (
          <option key={each.action} value={each.action}>
            {each.label}
          </option>
        ))}
      </Select>
      <Select
        aria-label={t('audit.outcome')}
        className="w-auto min-w-36 flex-1 sm:flex-none"
        value={filter.outcome ?? ''}
        onChange={(event) =>
          change({ outcome: auditOutcomes.find((each) => each === event.target.value) })
        }
      >
        <option value="">{t('audit.outcome.any')}</option>
        {auditOutcomes.map((outcome) => (
          <option key={outcome} value={outcome}>
            {t(`audit.outcome.${outcome}`)}
          </option>
        ))}
      </Select>
      <DayInput
        label={t('audit.filter.from')}
        value={filter.from}
        onChange={(from) => change({ from })}
      />
      <DayInput label={t('audit.filter.to')} value={filter.to} onChange={(to) => change({ to })} />
    </form>
  )
}

function NoEntries({ filtered }: { filtered: boolean }) {
  const change = useFilterChange()
  if (!filtered) return <EmptyState title={t('audit.empty')} />
  return (
    <EmptyState title={t('state.no_match')}>
      <Button
        onClick={() =>
          change({
            action: undefined,
            outcome: undefined,
            q: undefined,
            from: undefined,
            to: undefined,
          })
        }
      >
        {t('action.clear_filters')}
      </Button>
    </EmptyState>
  )
}

function useFilterChange() {
  const navigate = useNavigate()
  return (next: AuditSearch) =>
    void navigate({ to: '.', search: (old) => ({ ...old, ...next }), replace: true })
}
