import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { FormProblem } from '@/components/form-problem'
import { QueryState } from '@/components/states'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Check, Field, Input, Select } from '@/components/ui/field'
import { humanise } from '@/lib/format'
import { maybe } from '@/lib/i18n'
import { useWorkspace } from '@/lib/workspace'
import { boardKey, chooseColumns, columnsQuery, type ColumnSettings } from './queries'
import { t } from './sentences'

const colours = ['grey', 'blue', 'violet', 'green', 'amber', 'orange', 'red'] as const

/** What the columns are called, how they look, how many cards each should hold, and which are shown. */
export function ColumnSettingsDialog({ onClose }: { onClose: () => void }) {
  const workspace = useWorkspace()
  const columns = useQuery(columnsQuery(workspace.id))
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t('board.columns.title')}
      description={t('board.columns.detail')}
    >
      <QueryState query={columns} lines={6}>
        {(known) => <Form columns={known.columns} onClose={onClose} />}
      </QueryState>
    </Dialog>
  )
}

function Form({ columns, onClose }: { columns: ColumnSettings[]; onClose: () => void }) {
  const workspace = useWorkspace()
  const client = useQueryClient()
  const [wanted, setWanted] = useState(columns)
  const saving = useMutation({
    mutationFn: () => chooseColumns(workspace.id, wanted),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: boardKey(workspace.id) })
      onClose()
    },
  })
  const set = (key: string, part: Partial<ColumnSettings>) =>
    setWanted((old) => old.map((each) => (each.key === key ? { ...each, ...part } : each)))
  return (
    <form
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        saving.mutate()
      }}
    >
      {saving.error && <FormProblem message={saving.error.message} />}
      {wanted.map((column) => (
        <fieldset
          key={column.key}
          className="grid gap-2 rounded-card border border-line p-3 sm:grid-cols-3"
        >
          <legend className="px-1 font-medium">
            {maybe(`board.column.${column.key}`) ?? column.key}
          </legend>
          <Field label={t('board.columns.label')}>
            {(wired) => (
              <Input
                {...wired}
                maxLength={40}
                value={column.label ?? ''}
                onChange={(event) => set(column.key, { label: event.target.value || undefined })}
              />
            )}
          </Field>
          <Field label={t('board.columns.colour')}>
            {(wired) => (
              <Select
                {...wired}
                value={column.colour ?? ''}
                onChange={(event) => set(column.key, { colour: event.target.value || undefined })}
              >
                <option value="">{t('board.columns.colour.none')}</option>
                {colours.map((colour) => (
                  <option key={colour} value={colour}>
                    {humanise(colour)}
                  </option>
                ))}
              </Select>
            )}
          </Field>
          <Field label={t('board.columns.limit')}>
            {(wired) => (
              <Input
                {...wired}
                type="number"
                min={1}
                max={1000}
                value={column.wip_limit ?? ''}
                onChange={(event) =>
                  set(column.key, {
                    wip_limit: event.target.value === '' ? undefined : Number(event.target.value),
                  })
                }
              />
            )}
          </Field>
          <Check
            className="sm:col-span-3"
            label={t('board.columns.hidden')}
            checked={column.hidden}
            onChange={(event) => set(column.key, { hidden: event.target.checked })}
          />
        </fieldset>
      ))}
      <Button type="submit" look="primary" className="justify-self-end" pending={saving.isPending}>
        {t('board.columns.save')}
      </Button>
    </form>
  )
}
