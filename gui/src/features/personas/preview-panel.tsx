import { useQuery } from '@tanstack/react-query'
import { QueryState } from '@/components/states'
import { maybe } from '@/lib/i18n'
import { useDebounced } from '@/lib/use-debounced'
import { useWorkspace } from '@/lib/workspace'
import { previewQuery } from './queries'
import { t } from './sentences'

type Props = { slug: string; template: string; voice: string }

/** The prompt as it would be sent, part by part, while the text is written. */
export function PreviewPanel({ slug, template, voice }: Props) {
  const { id } = useWorkspace()
  const rested = useDebounced(template, 400)
  const preview = useQuery({
    ...previewQuery(id, slug, { template: rested, voice }),
    placeholderData: (before) => before,
  })
  return (
    <section aria-labelledby="preview" className="grid min-w-0 content-start gap-3">
      <h2 id="preview" className="text-lg font-semibold">
        {t('personas.preview')}
      </h2>
      {preview.error && preview.data && (
        <p role="alert" className="text-danger">
          {preview.error.message}
        </p>
      )}
      <QueryState query={preview}>
        {(found) => (
          <>
            <p className="text-sm text-muted">{t('personas.tokens', { n: found.tokens })}</p>
            {found.parts.map((part) => (
              <details
                key={part.kind}
                className="min-w-0 rounded-control border border-line bg-surface"
                open={part.kind === 'persona'}
              >
                <summary className="min-h-6 cursor-pointer p-2 pointer-coarse:min-h-11">
                  <span className="font-medium">
                    {maybe(`personas.part.${part.kind}`) ?? part.kind}
                  </span>{' '}
                  <span className="text-sm text-muted">
                    {t('personas.part.tokens', { n: part.tokens })}
                  </span>
                </summary>
                <pre className="border-t border-line p-3 text-sm break-words whitespace-pre-wrap">
                  {part.text}
                </pre>
              </details>
            ))}
          </>
        )}
      </QueryState>
    </section>
  )
}
