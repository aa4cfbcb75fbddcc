import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState, type FormEvent } from 'react'
import { FormProblem } from '@/components/form-problem'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field, Input } from '@/components/ui/field'
import { announce } from '@/lib/announce'
import { useWorkspace } from '@/lib/workspace'
import { resetPost } from './queries'
import { t } from './sentences'

type Props = { postRef: string; number: number }

/** Beginning a finished post anew; its number is typed, so that nobody does it by mistake. */
export function ResetSection({ postRef, number }: Props) {
  const [asked, setAsked] = useState(false)
  return (
    <section aria-labelledby="begin-anew" className="grid gap-3">
      <h2 id="begin-anew" className="text-lg font-semibold">
        {t('handover.reset.title')}
      </h2>
      <p className="text-muted">{t('handover.reset.about')}</p>
      <Button className="justify-self-start" onClick={() => setAsked(true)}>
        {t('handover.reset.ask')}
      </Button>
      <Dialog
        open={asked}
        onOpenChange={setAsked}
        title={t('handover.reset.title')}
        description={t('handover.reset.about')}
      >
        <Confirm postRef={postRef} number={number} onCancel={() => setAsked(false)} />
      </Dialog>
    </section>
  )
}

function Confirm({ postRef, number, onCancel }: Props & { onCancel: () => void }) {
  const { id, slug } = useWorkspace()
  const client = useQueryClient()
  const navigate = useNavigate()
  const [typed, setTyped] = useState('')
  const resetting = useMutation({
    mutationFn: () => resetPost(id, postRef, Number(typed)),
    onSuccess: async () => {
      announce(t('handover.reset.done'))
      await navigate({ to: '/w/$slug/posts/$postRef', params: { slug, postRef } })
      await client.invalidateQueries({ queryKey: [id, 'posts'] })
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    resetting.mutate()
  }
  return (
    <form className="grid gap-3" onSubmit={submit}>
      {resetting.error && <FormProblem message={resetting.error.message} />}
      <Field label={t('handover.reset.type', { number })}>
        {(wired) => (
          <Input
            {...wired}
            inputMode="numeric"
            autoComplete="off"
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        )}
      </Field>
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onCancel}>{t('handover.reset.cancel')}</Button>
        <Button
          type="submit"
          look="danger"
          disabled={typed.trim() !== String(number)}
          pending={resetting.isPending}
        >
          {t('handover.reset.ask')}
        </Button>
      </div>
    </form>
  )
}
