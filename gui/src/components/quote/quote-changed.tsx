import type { Quote } from '@/api/types'
import { FormProblem } from '@/components/form-problem'
import { Button } from '@/components/ui/button'
import { t } from '@/lib/i18n'
import { quoteChanges } from '@/lib/quote-changes'

type Props = {
  /** The server's sentence. */
  message: string
  before: Quote
  /** The price that was asked for since; missing while it is on its way. */
  now?: Quote
  pending: boolean
  onAgree: () => void
}

/** The price on screen no longer held: what is different, and a start that agrees to the new one. */
export function QuoteChanged({ message, before, now, pending, onAgree }: Props) {
  const changes = now && quoteChanges(before, now)
  return (
    <FormProblem message={message}>
      {now && changes ? (
        <div className="mt-2 grid justify-items-start gap-2">
          {changes.length === 0 ? (
            <p>{t('quote.changed.same')}</p>
          ) : (
            <dl className="grid grid-cols-[auto_auto] gap-x-4 tabular-nums">
              {changes.map((change) => (
                <div key={change.what} className="contents">
                  <dt>{change.what}</dt>
                  <dd>{t('quote.changed.from_to', { before: change.before, now: change.now })}</dd>
                </div>
              ))}
            </dl>
          )}
          <Button size="sm" pending={pending} onClick={onAgree}>
            {t('quote.changed.agree', { credits: t('run.credits', { n: now.credits }) })}
          </Button>
        </div>
      ) : (
        <p className="mt-2">{t('quote.changed.asking')}</p>
      )}
    </FormProblem>
  )
}
