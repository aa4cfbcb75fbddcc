import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { toast } from 'sonner'
import { ConfirmButton } from '@/components/confirm-button'
import { FormProblem } from '@/components/form-problem'
import { Button } from '@/components/ui/button'
import { Field, Textarea } from '@/components/ui/field'
import type { MailTemplate, TemplateActions } from './actions'
import { t } from './sentences'

type Props = { template: MailTemplate; actions: TemplateActions; onChanged: () => Promise<void> }

/** The words of one mail: change them, look at them, go back to the standard. */
export function TemplateEditor({ template, actions, onChanged }: Props) {
  const [content, setContent] = useState(template.content)
  const save = useMutation({
    mutationFn: () => actions.save(template, content),
    onSuccess: () => {
      toast.success(t('templates.saved'))
      return onChanged()
    },
  })
  const reset = useMutation({
    mutationFn: () => actions.reset?.(template) ?? Promise.resolve(),
    onSuccess: () => {
      toast.success(t('templates.back.done'))
      return onChanged()
    },
    onError: (error) => toast.error(error.message),
  })
  const preview = useMutation({
    mutationFn: () => actions.preview?.(template) ?? Promise.resolve(undefined),
    onError: (error) => toast.error(error.message),
  })
  const own = template.source === 'workspace'
  const unchanged = content === template.content
  return (
    <form
      className="grid gap-3 border-t border-line p-3"
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate()
      }}
    >
      {template.outdated && <p className="text-sm">{t('templates.outdated')}</p>}
      {save.error && <FormProblem message={save.error.message} />}
      <Field
        label={t('templates.content')}
        hint={
          <>
            <p>{t('templates.hint')}</p>
            <p className="break-words">
              {t('templates.values', {
                names: template.variables.map((name) => `{{${name}}}`).join(' '),
              })}
            </p>
          </>
        }
      >
        {(wired) => (
          <Textarea
            {...wired}
            className="min-h-56 font-mono text-sm"
            maxLength={10_000}
            spellCheck
            value={content}
            onChange={(event) => setContent(event.target.value)}
          />
        )}
      </Field>
      <div className="flex flex-wrap gap-2">
        <Button type="submit" look="primary" pending={save.isPending} disabled={unchanged}>
          {t('templates.save')}
        </Button>
        {actions.preview && (
          <Button
            pending={preview.isPending}
            disabled={!unchanged}
            onClick={() => preview.mutate()}
          >
            {t('templates.preview')}
          </Button>
        )}
        {actions.reset && own && (
          <ConfirmButton
            label={t('templates.back')}
            title={t('templates.back.title')}
            description={t('templates.back.detail')}
            pending={reset.isPending}
            onConfirm={() => reset.mutate()}
          />
        )}
      </div>
      {preview.data && (
        <article
          aria-label={t('templates.preview.of')}
          className="rounded-control border border-line p-3"
        >
          <p className="font-medium break-words">{preview.data.subject}</p>
          <p className="mt-2 break-words whitespace-pre-wrap">{preview.data.text}</p>
        </article>
      )}
    </form>
  )
}
