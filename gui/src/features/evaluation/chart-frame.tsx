import { useMutation } from '@tanstack/react-query'
import { Download } from 'lucide-react'
import type { ReactNode } from 'react'
import { Bars } from '@/components/charts/bars'
import type { Point } from '@/components/charts/scale'
import { Trend } from '@/components/charts/trend'
import { DataTable } from '@/components/data-table'
import { FormProblem } from '@/components/form-problem'
import { Button } from '@/components/ui/button'
import { download } from '@/lib/download'
import { t } from './sentences'

type SectionProps = { title: string; tools?: ReactNode; children: ReactNode }

export function Section({ title, tools, children }: SectionProps) {
  return (
    <section aria-label={title} className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 className="font-semibold">{title}</h2>
        {tools && <div className="flex flex-wrap items-center gap-2">{tools}</div>}
      </div>
      {children}
    </section>
  )
}

type FrameProps = {
  title: string
  kind: 'bars' | 'trend'
  points: Point[]
  format: (value: number) => string
  max?: number
  head: string[]
  rows: string[][]
  texts?: number
}

/** A drawing and the same numbers as a table: beside it where there is room, else below. */
export function ChartFrame({ title, kind, points, format, max, head, rows, texts }: FrameProps) {
  const Chart = kind === 'bars' ? Bars : Trend
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 xl:grid-cols-2">
      <div
        role="img"
        aria-label={t('evaluation.chart', { title })}
        className="min-w-0 rounded-card border border-line bg-surface p-3"
      >
        <Chart points={points} format={format} max={max} />
      </div>
      <DataTable label={title} head={head} rows={rows} texts={texts} className="max-h-96" />
    </div>
  )
}

type CsvProps = { name: string; load: () => Promise<string> }

export function CsvButton({ name, load }: CsvProps) {
  const file = useMutation({
    mutationFn: load,
    onSuccess: (text) => download(name, text, 'text/csv'),
  })
  return (
    <>
      <Button size="sm" pending={file.isPending} onClick={() => file.mutate()}>
        <Download aria-hidden />
        CSV
        <span className="sr-only">{name}</span>
      </Button>
      {file.error && <FormProblem message={file.error.message} />}
    </>
  )
}
