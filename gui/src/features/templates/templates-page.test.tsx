import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { http, HttpResponse } from 'msw'
import { describe, expect, it } from 'vitest'
import type { Scope } from '@/lib/permissions'
import type { MailTemplate } from '@/components/mail-words/actions'
import { renderInWorkspace, workspaceId } from '@/test/render'
import { address, server } from '@/test/server'
import { TemplatesPage } from './templates-page'

const invitation: MailTemplate = {
  template_type: 'email',
  slug: 'workspace_invite',
  language: 'en',
  source: 'workspace',
  content: 'Subject: Come\n\nCome.\n\n[Join]({{link}})\n',
  variables: ['to_name', 'workspace_name'],
  outdated: true,
  revision: 3,
}
const templates = address(`/api/v1/w/${workspaceId}/templates`)
const one = `${templates}/email/workspace_invite`
const scopes: Scope[] = ['workspace:settings']

describe('the words of mails', () => {
  it('are saved from the revision they were read at', async () => {
    const sent: unknown[] = []
    server.use(
      http.get(templates, () => HttpResponse.json({ items: [invitation] })),
      http.put(one, async ({ request }) => {
        sent.push(request.headers.get('If-Match'), await request.json())
        return HttpResponse.json({ ...invitation, revision: 4 })
      }),
    )
    await renderInWorkspace(<TemplatesPage />, { scopes })
    await userEvent.click(await screen.findByRole('button', { name: /Invitation/ }))
    expect(screen.getByText(/The standard words have changed/)).toBeVisible()
    const box = screen.getByRole('textbox', { name: 'Subject and words' })
    await userEvent.type(box, 'Soon.')
    await userEvent.click(screen.getByRole('button', { name: 'Save the words' }))
    await waitFor(() =>
      expect(sent).toEqual(['"3"', { language: 'en', content: `${invitation.content}Soon.` }]),
    )
  })

  it('are shown as somebody reads them, and go back to the standard', async () => {
    let gone = false
    server.use(
      http.get(templates, () => HttpResponse.json({ items: [invitation] })),
      http.get(`${one}/preview`, () => HttpResponse.json({ subject: 'Come', text: 'Hello,' })),
      http.delete(one, () => {
        gone = true
        return new HttpResponse(null, { status: 204 })
      }),
    )
    await renderInWorkspace(<TemplatesPage />, { scopes })
    await userEvent.click(await screen.findByRole('button', { name: /Invitation/ }))
    await userEvent.click(screen.getByRole('button', { name: 'Preview' }))
    expect(await screen.findByText('Hello,')).toBeVisible()
    await userEvent.click(screen.getByRole('button', { name: 'Back to the standard words' }))
    await userEvent.click(
      (await screen.findAllByRole('button', { name: 'Back to the standard words' })).at(-1)!,
    )
    await waitFor(() => expect(gone).toBe(true))
  })
})
