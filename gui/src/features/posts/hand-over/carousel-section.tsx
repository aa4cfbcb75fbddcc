import { useMutation } from '@tanstack/react-query'
import { Download } from 'lucide-react'
import { useState } from 'react'
import { FormProblem } from '@/components/form-problem'
import { Button } from '@/components/ui/button'
import { Check, Field, Input, Textarea } from '@/components/ui/field'
import { Segmented } from '@/components/ui/segmented'
import { announce } from '@/lib/announce'
import { saveBlob } from '@/lib/download'
import { useWorkspace } from '@/lib/workspace'
import { breaksOf, slidesOf } from './breaks'
import { previewSlides, slides, type CarouselPreview, type CarouselRequest } from './queries'
import { t } from './sentences'

type Props = { postRef: string; number: number; title: string }

const formats = ['4:5', '1:1'] as const
const templates = ['plain', 'quote', 'steps'] as const

/** The text as slides that people leaf through: looked at first, then taken along as a PDF. */
export function CarouselSection({ postRef, number, title }: Props) {
  const { id } = useWorkspace()
  const [format, setFormat] = useState<(typeof formats)[number]>('4:5')
  const [template, setTemplate] = useState<(typeof templates)[number]>('plain')
  const [withCover, setWithCover] = useState(false)
  const [cover, setCover] = useState(title.slice(0, 120))
  const [author, setAuthor] = useState('')
  const [breaks, setBreaks] = useState<string>()
  const wish: CarouselRequest = {
    format,
    template,
    ...(withCover
      ? { cover: { title: cover, ...(author.trim() ? { author_line: author } : {}) } }
      : {}),
    ...(breaks === undefined ? {} : { slides: slidesOf(breaks) }),
  }
  const look = useMutation({
    mutationFn: () => previewSlides(id, postRef, wish),
    onSuccess: (made) => announce(t('handover.slides.made', { n: made.pages.length })),
  })
  const save = useMutation({
    mutationFn: async () =>
      saveBlob(`post_${String(number).padStart(2, '0')}.pdf`, await slides(id, postRef, wish)),
  })
  const shown = look.data
  const problem = look.error ?? save.error
  return (
    <section aria-labelledby="slides" className="grid gap-3">
      <h2 id="slides" className="text-lg font-semibold">
        {t('handover.slides.title')}
      </h2>
      <p className="max-w-prose text-muted">{t('handover.slides.about')}</p>
      <form
        className="grid gap-3"
        onSubmit={(event) => {
          event.preventDefault()
          look.mutate()
        }}
      >
        {problem && <FormProblem message={problem.message} />}
        <div className="flex flex-wrap gap-3">
          <Segmented
            label={t('handover.slides.format')}
            value={format}
            onChange={setFormat}
            options={formats.map((value) => ({ value, label: value }))}
          />
          <Segmented
            label={t('handover.slides.template')}
            value={template}
            onChange={setTemplate}
            options={templates.map((value) => ({
              value,
              label: t(`handover.slides.template.${value}`),
            }))}
          />
        </div>
        <Check
          label={t('handover.slides.cover')}
          checked={withCover}
          onChange={(event) => setWithCover(event.target.checked)}
        />
        {withCover && (
          <div className="grid gap-3 sm:grid-cols-2">
            <Field label={t('handover.slides.cover.title')}>
              {(wired) => (
                <Input
                  {...wired}
                  required
                  maxLength={120}
                  value={cover}
                  onChange={(event) => setCover(event.target.value)}
                />
              )}
            </Field>
            <Field label={t('handover.slides.cover.author')}>
              {(wired) => (
                <Input
                  {...wired}
                  maxLength={80}
                  value={author}
                  onChange={(event) => setAuthor(event.target.value)}
                />
              )}
            </Field>
          </div>
        )}
        {breaks !== undefined && (
          <Field label={t('handover.slides.breaks')} hint={t('handover.slides.breaks.hint')}>
            {(wired) => (
              <Textarea
                {...wired}
                rows={10}
                value={breaks}
                onChange={(event) => setBreaks(event.target.value)}
              />
            )}
          </Field>
        )}
        <div className="flex flex-wrap gap-3">
          <Button type="submit" pending={look.isPending}>
            {t('handover.slides.show')}
          </Button>
          <Button pending={save.isPending} onClick={() => save.mutate()}>
            <Download aria-hidden />
            {t('handover.slides.save')}
          </Button>
          {shown && breaks === undefined && (
            <Button look="quiet" onClick={() => setBreaks(breaksOf(shown))}>
              {t('handover.slides.rearrange')}
            </Button>
          )}
          {breaks !== undefined && (
            <Button look="quiet" onClick={() => setBreaks(undefined)}>
              {t('handover.slides.automatic')}
            </Button>
          )}
        </div>
      </form>
      {shown && <Slides preview={shown} />}
    </section>
  )
}

function Slides({ preview }: { preview: CarouselPreview }) {
  return (
    <>
      {preview.edited && <p className="text-muted">{t('handover.slides.edited')}</p>}
      {preview.glyph_missing.length > 0 && (
        <p className="rounded-card bg-mark-warning p-3">
          {t('handover.slides.missing', { signs: preview.glyph_missing.join(' ') })}
        </p>
      )}
      <ol
        aria-label={t('handover.slides.pages')}
        className="grid grid-cols-[repeat(auto-fill,minmax(9rem,1fr))] gap-3"
      >
        {preview.pages.map((page, index) => (
          <li key={index}>
            <img
              src={page.image}
              alt={page.text ?? t('handover.slides.cover.alt')}
              className="w-full rounded-card border border-line"
            />
          </li>
        ))}
      </ol>
    </>
  )
}
