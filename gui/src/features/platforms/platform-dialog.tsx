import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { platformsKey } from '@/api/platforms'
import { FormProblem } from '@/components/form-problem'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field, Input, Select, Textarea } from '@/components/ui/field'
import { useWorkspace } from '@/lib/workspace'
import { addPlatform, changePlatform, type Platform, type PlatformFields } from './queries'
import { t } from './sentences'

const kinds = ['linkedin', 'x', 'threads', 'medium', 'blog', 'newsletter', 'other'] as const
type Kind = (typeof kinds)[number]

/** A stream's name and measures; a new one takes its measures from its kind until somebody says otherwise. */
export function PlatformDialog({
  platform,
  onClose,
}: {
  platform: Platform | undefined
  onClose: () => void
}) {
  const { id } = useWorkspace()
  const client = useQueryClient()
  const [kind, setKind] = useState<Kind>((platform?.kind as Kind | undefined) ?? 'linkedin')
  const [name, setName] = useState(platform?.name ?? '')
  const [description, setDescription] = useState(platform?.description ?? '')
  const [words, setWords] = useState(platform ? String(platform.default_word_count) : '')
  const [chars, setChars] = useState(platform ? String(platform.max_chars) : '')
  const [tags, setTags] = useState(platform?.default_hashtags.join(' ') ?? '')
  const save = useMutation({
    mutationFn: () => {
      const body: PlatformFields = {
        kind,
        name,
        description: description.trim() || null,
        default_hashtags: tags.split(/[\s,]+/).filter(Boolean),
        ...(words ? { default_word_count: Number(words) } : {}),
        ...(chars ? { max_chars: Number(chars) } : {}),
      } as PlatformFields
      return platform ? changePlatform(id, platform, body) : addPlatform(id, body)
    },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: platformsKey(id) })
      onClose()
    },
  })
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={platform ? t('platforms.edit.of', { name: platform.name }) : t('platforms.new')}
    >
      <form
        className="grid gap-3"
        onSubmit={(event) => {
          event.preventDefault()
          save.mutate()
        }}
      >
        {save.error && <FormProblem message={save.error.message} />}
        <Field label={t('platforms.kind')}>
          {(wired) => (
            <Select
              {...wired}
              value={kind}
              onChange={(event) => setKind(event.target.value as Kind)}
            >
              {kinds.map((each) => (
                <option key={each} value={each}>
                  {t(`platforms.kind.${each}`)}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label={t('platforms.name')}>
          {(wired) => (
            <Input
              {...wired}
              required
              maxLength={100}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <Field label={t('platforms.description')}>
          {(wired) => (
            <Textarea
              {...wired}
              maxLength={1000}
              value={description}
              onChange={(event) => setDescription(event.target.value)}
            />
          )}
        </Field>
        <div className="grid grid-cols-2 gap-3">
          <Field label={t('platforms.words')} hint={t('platforms.from_kind')}>
            {(wired) => (
              <Input
                {...wired}
                type="number"
                min={1}
                max={5000}
                value={words}
                onChange={(event) => setWords(event.target.value)}
              />
            )}
          </Field>
          <Field label={t('platforms.chars')} hint={t('platforms.from_kind')}>
            {(wired) => (
              <Input
                {...wired}
                type="number"
                min={1}
                max={100000}
                value={chars}
                onChange={(event) => setChars(event.target.value)}
              />
            )}
          </Field>
        </div>
        <Field label={t('platforms.hashtags')} hint={t('platforms.hashtags.hint')}>
          {(wired) => (
            <Input {...wired} value={tags} onChange={(event) => setTags(event.target.value)} />
          )}
        </Field>
        <Button type="submit" look="primary" className="justify-self-end" pending={save.isPending}>
          {t('action.save')}
        </Button>
      </form>
    </Dialog>
  )
}
