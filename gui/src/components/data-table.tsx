import { cn } from '@/lib/cn'
import { t } from '@/lib/i18n'

type Props = {
  /** What the table is about; it is read out as a table of that. */
  label: string
  head: string[]
  rows: string[][]
  /** How many leading columns are words; the others are numbers. */
  texts?: number
  className?: string
}

/** Wide and long tables scroll inside a region of their own, which the keyboard can reach. */
export function DataTable({ label, head, rows, texts = 1, className }: Props) {
  const side = (index: number) =>
    index < texts ? 'px-3 py-1.5 text-start' : 'px-3 py-1.5 text-end tabular-nums'
  return (
    <div
      role="region"
      aria-label={t('table.label', { title: label })}
      tabIndex={0}
      className={cn('overflow-auto rounded-card border border-line bg-surface', className)}
    >
      <table className="w-full text-sm">
        <thead>
          <tr className="border-b border-line text-muted">
            {head.map((cell, index) => (
              <th
                key={cell}
                scope="col"
                className={`${side(index)} font-medium whitespace-nowrap`}
              >
                {cell}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, line) => (
            <tr key={line} className="border-b border-line last:border-0">
              {row.map((cell, index) =>
                index === 0 ? (
                  <th key={index} scope="row" className={`${side(0)} font-normal`}>
                    {cell}
                  </th>
                ) : (
                  <td key={index} className={side(index)}>
                    {cell}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
