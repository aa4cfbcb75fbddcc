import { Badge } from '@/components/ui/badge'
import { cn } from '@/lib/cn'
import { maybe } from '@/lib/i18n'
import type { WorkflowConfigSummary } from '@/api/types'
import { t } from './sentences'

type Configs = {
  items: WorkflowConfigSummary[]
  default_slug: string
  default_reason?: string
  selected_slug?: string
}
type Props = { configs: Configs; value?: string; onChange: (slug: string) => void }

/** Every workflow with its price; one that cannot run here says why instead of hiding. */
export function ConfigPicker({ configs, value, onChange }: Props) {
  const reason = maybe(`config.reason.${configs.default_reason}`)
  return (
    <fieldset className="grid min-w-0 gap-2">
      <legend className="mb-1.5 font-medium">{t('config.title')}</legend>
      {configs.items.length === 0 && <p className="text-muted">{t('config.none')}</p>}
      {configs.items.map((config) => (
        <label
          key={config.slug}
          className={cn(
            'flex cursor-pointer gap-3 rounded-card border border-line bg-surface p-3 has-checked:border-primary has-checked:bg-primary-soft has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-ring',
            !config.usable && 'cursor-not-allowed',
          )}
        >
          <input
            type="radio"
            name="config"
            className="mt-1 size-4 shrink-0 accent-primary"
            value={config.slug}
            checked={config.slug === value}
            disabled={!config.usable}
            onChange={() => onChange(config.slug)}
          />
          <span className="grid min-w-0 flex-1 gap-0.5">
            <span className="flex flex-wrap items-center gap-2">
              <span className={cn('font-medium', !config.usable && 'text-muted')}>
                {config.name}
              </span>
              {config.offline && <Badge tone="info">{t('config.offline')}</Badge>}
              {config.deprecated && <Badge tone="warning">{t('config.deprecated')}</Badge>}
              {config.slug === configs.default_slug && <Badge>{t('config.default')}</Badge>}
              <span className="ms-auto text-sm text-muted tabular-nums">
                {t('run.credits', { n: config.price_credits })}
              </span>
            </span>
            <span className="text-sm text-muted">{config.description}</span>
            {!config.usable && config.unusable_reason && (
              <span className="text-sm text-warning">{config.unusable_reason}</span>
            )}
          </span>
        </label>
      ))}
      {reason && <p className="text-sm text-muted">{reason}</p>}
    </fieldset>
  )
}
