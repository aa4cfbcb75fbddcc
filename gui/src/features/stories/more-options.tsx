import { ChevronRight } from 'lucide-react'
import { useState } from 'react'
import { AmountField } from '@/components/amount-field'
import { Check, Field, Select } from '@/components/ui/field'
import { platforms, tiers, type StartOptions } from './use-start-options'
import type { StoryDraft } from './use-story-draft'
import { t } from './sentences'

export const shapes = ['FULL', 'PARTIAL', 'OBSERVATION', 'SHORT', 'REVERSAL'] as const

const fields = ['tier', 'platform', 'shape', 'max_cost_usd', 'max_credits'] as const
export type OptionField = (typeof fields)[number]

type Props = {
  draft: StoryDraft
  options: StartOptions
  problemOf: (field: OptionField) => string | undefined
  onDraft: (next: Partial<StoryDraft>) => void
  onOptions: (next: Partial<StartOptions>) => void
}

/** What most stories need not decide; what differs from the usual is told while it is folded. */
export function MoreOptions({ draft, options, problemOf, onDraft, onOptions }: Props) {
  const [opened, setOpened] = useState(false)
  const refused = fields.some((field) => problemOf(field) !== undefined)
  const open = opened || refused
  const shape = shapes.find((each) => each === draft.shape)
  return (
    <details
      open={open}
      onToggle={(event) => setOpened(event.currentTarget.open)}
      className="group rounded-card border border-line bg-surface"
    >
      <summary className="flex min-h-10 flex-wrap items-center gap-x-2 gap-y-0.5 px-3 py-2 pointer-coarse:min-h-11 [&::-webkit-details-marker]:hidden">
        <ChevronRight
          aria-hidden
          className="size-4 shrink-0 text-muted transition-transform duration-120 group-open:rotate-90 rtl:rotate-180"
        />
        <span className="font-medium">{t('newstory.more')}</span>
        <span className="min-w-0 text-sm text-muted group-open:hidden">
          {chosen(draft, options).join(' · ') || t('newstory.more.none')}
        </span>
      </summary>
      <div className="grid gap-4 border-t border-line p-3 sm:grid-cols-2 sm:p-4">
        <Field
          label={t('newstory.shape')}
          hint={t(shape ? `shape.${shape}.hint` : 'shape.auto.hint')}
          error={problemOf('shape')}
        >
          {(wired) => (
            <Select
              {...wired}
              value={shape ?? ''}
              onChange={(event) => onDraft({ shape: event.target.value || undefined })}
            >
              <option value="">{t('shape.auto')}</option>
              {shapes.map((each) => (
                <option key={each} value={each}>
                  {t(`shape.${each}`)}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field
          label={t('newstory.platform')}
          hint={t('newstory.platform.hint')}
          error={problemOf('platform')}
        >
          {(wired) => (
            <Select
              {...wired}
              value={options.platform ?? 'linkedin'}
              onChange={(event) =>
                onOptions({ platform: platforms.find((each) => each === event.target.value) })
              }
            >
              {platforms.map((each) => (
                <option key={each} value={each}>
                  {t(`platform.${each}`)}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label={t('newstory.tier')} hint={t('newstory.tier.hint')} error={problemOf('tier')}>
          {(wired) => (
            <Select
              {...wired}
              value={options.tier ?? ''}
              onChange={(event) =>
                onOptions({ tier: tiers.find((each) => each === event.target.value) })
              }
            >
              <option value="">{t('tier.usual')}</option>
              {tiers.map((each) => (
                <option key={each} value={each}>
                  {t(`tier.${each}`)}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <AmountField
          label={t('newstory.cap')}
          hint={t('newstory.cap.hint')}
          error={problemOf('max_cost_usd')}
          placeholder={t('newstory.cap.placeholder')}
          value={options.cap}
          onChange={(cap) => onOptions({ cap })}
        />
        <AmountField
          label={t('newstory.credit_cap')}
          hint={t('newstory.credit_cap.hint')}
          error={problemOf('max_credits')}
          whole
          value={options.creditCap}
          onChange={(creditCap) => onOptions({ creditCap })}
        />
        <fieldset className="grid gap-3 sm:col-span-2">
          <legend className="mb-2 font-medium">{t('newstory.people')}</legend>
          <Check
            label={t('newstory.skip_questions')}
            checked={draft.skipQuestions}
            onChange={(event) => onDraft({ skipQuestions: event.target.checked })}
          />
          <Check
            label={t('newstory.unattended')}
            checked={draft.unattended}
            onChange={(event) => onDraft({ unattended: event.target.checked })}
          />
          <Check
            label={t('newstory.start_paused')}
            checked={draft.startPaused}
            onChange={(event) => onDraft({ startPaused: event.target.checked })}
          />
        </fieldset>
      </div>
    </details>
  )
}

function chosen(draft: StoryDraft, options: StartOptions): string[] {
  const shape = shapes.find((each) => each === draft.shape)
  return [
    shape && t('newstory.chosen.shape', { shape: t(`shape.${shape}`) }),
    options.platform && options.platform !== 'linkedin' && t(`platform.${options.platform}`),
    options.tier && t('newstory.chosen.tier', { tier: t(`tier.${options.tier}`) }),
    options.cap.trim() !== '' &&
      t('newstory.chosen.cap', { cap: options.cap.trim().replace(/^\$\s*/, '') }),
    options.creditCap.trim() !== '' &&
      t('newstory.chosen.credit_cap', { credits: options.creditCap.trim() }),
    draft.skipQuestions && t('newstory.chosen.skip_questions'),
    draft.unattended && t('newstory.chosen.unattended'),
    draft.startPaused && t('newstory.chosen.start_paused'),
  ].filter((each) => typeof each === 'string')
}
