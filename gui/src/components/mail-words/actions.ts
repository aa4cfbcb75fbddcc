import type { components } from '@/api/schema'

export type MailTemplate = components['schemas']['MailTemplate']
export type MailPreview = components['schemas']['MailTemplatePreview']

/** What can be done with the words of a mail, in a workspace or for the installation. */
export type TemplateActions = {
  save: (template: MailTemplate, content: string) => Promise<MailTemplate>
  reset?: (template: MailTemplate) => Promise<unknown>
  preview?: (template: MailTemplate) => Promise<MailPreview>
}

/** Every mail there is; there are a few dozen at most. */
export const allMails = { query: { type: 'email', limit: 200 } }

export const pathOf = (template: MailTemplate) => ({
  template_type: template.template_type,
  slug: template.slug,
})

/** The revision a change was made from. */
export const revisionOf = (template: MailTemplate) => ({ 'If-Match': `"${template.revision}"` })
