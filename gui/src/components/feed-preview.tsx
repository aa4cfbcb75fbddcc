import { useMemo, useState } from 'react'
import { CircleUser } from 'lucide-react'
import { canvasMeasure, feeds, foldOf, openingNotes, type Feed } from '@/lib/fold'
import { cn } from '@/lib/cn'
import { t } from '@/lib/i18n'

const font = '14px "Inter Variable", sans-serif'

export function useFolds(text: string) {
  return useMemo(() => {
    const measure = canvasMeasure(font)
    const desktop = foldOf(text, 'desktop', measure)
    const phone = foldOf(text, 'phone', measure)
    return { desktop, phone, notes: openingNotes(text, desktop, phone) }
  }, [text])
}

type FeedPreviewProps = { text: string; feed: Feed; author: string }

/** How the post would stand in the feed: the opening up to the fold, the rest on request. */
export function FeedPreview({ text, feed, author }: FeedPreviewProps) {
  const [open, setOpen] = useState(false)
  const folds = useFolds(text)
  const fold = folds[feed]
  const cut = fold.by !== 'none' && !open
  return (
    <div>
      <article
        aria-label={t('preview.label')}
        className={cn('max-w-full rounded-card border border-line bg-surface p-4')}
        style={{ width: feeds[feed].widthPx + 34 }}
      >
        <header className="mb-3 flex items-center gap-2">
          <CircleUser aria-hidden className="size-9 text-muted" strokeWidth={1.25} />
          <div>
            <p className="font-semibold">{author}</p>
            <p className="text-xs text-muted">{t('preview.now')}</p>
          </div>
        </header>
        <p className="break-words whitespace-pre-wrap" dir="auto" data-testid="feed-text">
          {cut ? text.slice(0, fold.at).trimEnd() : text}
          {cut && (
            <>
              {'… '}
              <button
                type="button"
                className="min-h-6 text-muted hover:underline"
                aria-label={t('preview.more.label')}
                onClick={() => setOpen(true)}
              >
                {t('preview.more')}
              </button>
            </>
          )}
        </p>
        {open && (
          <button
            type="button"
            className="mt-1 min-h-6 text-muted hover:underline"
            onClick={() => setOpen(false)}
          >
            {t('preview.less')}
          </button>
        )}
      </article>
      <p className="mt-2 text-sm text-muted">{t('preview.approximate')}</p>
      {folds.notes.length > 0 && (
        <ul className="mt-2 grid gap-1">
          {folds.notes.map((note) => (
            <li key={note} className="text-warning">
              {t(`preview.note.${note}`)}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
