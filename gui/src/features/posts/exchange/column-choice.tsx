import { Field, Select } from '@/components/ui/field'
import { fields } from './choices'
import { t } from './sentences'

type Props = {
  columns: { source: string; mapped_to?: string }[]
  disabled?: boolean
  onChoose: (source: string, field: string) => void
}

/** What each column of a table means here. */
export function ColumnChoice({ columns, disabled, onChoose }: Props) {
  return (
    <div className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
      {columns.map(({ source, mapped_to }, index) => (
        <Field key={index} label={source || t('exchange.columns.unnamed', { n: index + 1 })}>
          {(wired) => (
            <Select
              {...wired}
              value={mapped_to ?? ''}
              disabled={disabled}
              onChange={(event) => onChoose(source, event.target.value)}
            >
              <option value="">{t('exchange.columns.none')}</option>
              {fields.map((field) => (
                <option key={field} value={field}>
                  {t(`exchange.field.${field}`)}
                </option>
              ))}
            </Select>
          )}
        </Field>
      ))}
    </div>
  )
}
