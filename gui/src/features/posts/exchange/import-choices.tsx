import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { FormProblem } from '@/components/form-problem'
import { Button } from '@/components/ui/button'
import { Field, Input, Select } from '@/components/ui/field'
import { announce } from '@/lib/announce'
import { useWorkspace } from '@/lib/workspace'
import { choose, fields, withCell, type Choices, type FieldName } from './choices'
import { ColumnChoice } from './column-choice'
import { importQuery, previewQuery, type Preview } from './queries'
import { t } from './sentences'

/** Other meanings of columns, and other cells of rows; what would come of it is shown at once. */
export function ImportChoices({ preview }: { preview: Preview }) {
  const workspace = useWorkspace()
  const client = useQueryClient()
  const { operation, columns, rows, choices } = preview
  const choosing = useMutation({
    mutationFn: (next: Choices) => choose(workspace.id, operation.id, next),
    onSuccess: (now) => {
      announce(t('exchange.choices.done'))
      client.setQueryData(previewQuery(workspace.id, operation.id).queryKey, now)
      client.setQueryData(importQuery(workspace.id, operation.id).queryKey, now.operation)
    },
  })
  return (
    <div className="grid gap-4">
      {columns.length > 0 && (
        <details>
          <summary className="cursor-pointer font-medium">{t('exchange.columns')}</summary>
          <div className="mt-3">
            <ColumnChoice
              columns={columns}
              disabled={choosing.isPending}
              onChoose={(source, field) =>
                choosing.mutate({ ...choices, mapping: { ...choices.mapping, [source]: field } })
              }
            />
          </div>
        </details>
      )}
      {rows.length > 0 && (
        <details>
          <summary className="cursor-pointer font-medium">{t('exchange.rows')}</summary>
          <RowForm
            rows={rows.map((row) => row.row)}
            pending={choosing.isPending}
            onCell={(row, field, value) => choosing.mutate(withCell(choices, row, field, value))}
          />
        </details>
      )}
      {choosing.error && <FormProblem message={choosing.error.message} />}
    </div>
  )
}

type RowProps = {
  rows: number[]
  pending: boolean
  onCell: (row: number, field: FieldName, value: string) => void
}

function RowForm({ rows, pending, onCell }: RowProps) {
  const [row, setRow] = useState(rows[0] ?? 1)
  const [field, setField] = useState<FieldName>('topic')
  const [value, setValue] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onCell(row, field, value)
    setValue('')
  }
  return (
    <form className="mt-3 flex flex-wrap items-end gap-3" onSubmit={submit}>
      <Field label={t('exchange.issue.row')}>
        {(wired) => (
          <Select {...wired} value={row} onChange={(event) => setRow(Number(event.target.value))}>
            {rows.map((each) => (
              <option key={each}>{each}</option>
            ))}
          </Select>
        )}
      </Field>
      <Field label={t('exchange.rows.field')}>
        {(wired) => (
          <Select
            {...wired}
            value={field}
            onChange={(event) => setField(event.target.value as FieldName)}
          >
            {fields.map((each) => (
              <option key={each} value={each}>
                {t(`exchange.field.${each}`)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label={t('exchange.rows.value')} className="min-w-0 flex-1 basis-60">
        {(wired) => (
          <Input {...wired} value={value} onChange={(event) => setValue(event.target.value)} />
        )}
      </Field>
      <Button type="submit" pending={pending}>
        {t('exchange.rows.change')}
      </Button>
    </form>
  )
}
