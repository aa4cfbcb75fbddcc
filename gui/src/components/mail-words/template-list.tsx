import { useState } from 'react'
import { EmptyState } from '@/components/states'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { maybe } from '@/lib/i18n'
import type { MailTemplate, TemplateActions } from './actions'
import { t } from './sentences'
import { TemplateEditor } from './template-editor'

type Props = {
  templates: MailTemplate[]
  actions: TemplateActions
  onChanged: () => Promise<void>
}

/** Mails by name; one at a time is open for changing. */
export function TemplateList({ templates, actions, onChanged }: Props) {
  const [open, setOpen] = useState<string>()
  if (templates.length === 0) return <EmptyState title={t('templates.none')} />
  return (
    <ul className="divide-y divide-line rounded-card border border-line bg-surface">
      {templates.map((template) => (
        <li key={template.slug}>
          <Button
            look="quiet"
            className="h-auto w-full justify-between gap-3 px-3 py-row text-start"
            aria-expanded={open === template.slug}
            onClick={() => setOpen(open === template.slug ? undefined : template.slug)}
          >
            {maybe(`templates.mail.${template.slug}`) ?? template.slug}
            {template.source === 'workspace' && (
              <Badge tone={template.outdated ? 'warning' : 'primary'}>{t('templates.own')}</Badge>
            )}
          </Button>
          {open === template.slug && (
            <TemplateEditor
              key={`${template.source}-${template.revision}`}
              template={template}
              actions={actions}
              onChanged={onChanged}
            />
          )}
        </li>
      ))}
    </ul>
  )
}
