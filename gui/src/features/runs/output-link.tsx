import { Link } from '@tanstack/react-router'
import type { Output } from '@/api/types'
import { t } from './sentences'

/** A stored text by its name, version and length; opens it among the run's outputs. */
export function OutputLink({ output }: { output: Output }) {
  return (
    <Link
      to="."
      search={(old) => ({ ...old, view: 'outputs' as const, output: output.id })}
      className="inline-flex min-h-6 flex-wrap items-baseline gap-x-2 pointer-coarse:min-h-11 pointer-coarse:items-center"
    >
      <span className="text-primary-text underline underline-offset-4">
        {t(`output.${output.output_type}`)}
      </span>
      <span className="text-sm text-muted tabular-nums">
        {t('text.version', { n: output.version })} · {t('text.words', { n: output.words })}
      </span>
    </Link>
  )
}
