import { useMutation } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { FormProblem } from '@/components/form-problem'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field, Input, Textarea } from '@/components/ui/field'
import { useWorkspace } from '@/lib/workspace'
import { useChangedSet } from './cases-section'
import { caseText, emptyCase, fieldsOf, type CaseFields } from './model'
import { saveCase, type GoldenCase } from './queries'
import { t } from '../sentences'

type Props = { setId: string; item?: GoldenCase; onClose: () => void }

/** A story and what its text should be like; one phrase or fact a line. */
export function CaseDialog({ setId, item, onClose }: Props) {
  const { id } = useWorkspace()
  const changed = useChangedSet(setId)
  const [fields, setFields] = useState(item ? fieldsOf(item) : emptyCase)
  const save = useMutation({
    mutationFn: () => saveCase(id, setId, item?.id, caseText(fields, item)),
    onSuccess: async () => {
      await changed()
      onClose()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate()
  }
  const bound = (name: keyof CaseFields) => ({
    value: fields[name],
    onChange: (event: { target: { value: string } }) =>
      setFields((old) => ({ ...old, [name]: event.target.value })),
  })
  const lists = ['contain', 'avoid', 'facts'] as const
  const limits = ['min', 'max'] as const
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
      title={t(item ? 'golden.case.edit' : 'golden.case.add')}
    >
      <form onSubmit={submit} className="grid gap-3">
        {save.error && <FormProblem message={save.error.message} />}
        <Field label={t('golden.case.label')} hint={t('golden.case.label.hint')}>
          {(wired) => <Input {...wired} maxLength={200} {...bound('label')} />}
        </Field>
        <Field label={t('golden.case.story')}>
          {(wired) => <Textarea {...wired} required rows={6} {...bound('story')} />}
        </Field>
        {lists.map((name) => (
          <Field key={name} label={t(`golden.case.${name}`)} hint={t(`golden.case.${name}.hint`)}>
            {(wired) => <Textarea {...wired} rows={2} {...bound(name)} />}
          </Field>
        ))}
        <div className="grid grid-cols-2 gap-3">
          {limits.map((name) => (
            <Field key={name} label={t(`golden.case.${name}`)}>
              {(wired) => <Input {...wired} type="number" min={0} {...bound(name)} />}
            </Field>
          ))}
        </div>
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button type="submit" look="primary" pending={save.isPending}>
            {t('golden.case.save')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
