import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { http, HttpResponse } from 'msw'
import { describe, expect, it } from 'vitest'
import type { WorkflowConfigSummary } from '@/api/types'
import { renderInWorkspace, workspaceId } from '@/test/render'
import { address, problem, server } from '@/test/server'
import { WorkflowPage } from './workflow-page'
import { YamlEditor } from './yaml-editor'

const at = (path: string) => address(`/api/v1/w/${workspaceId}${path}`)

const config = (change: Partial<WorkflowConfigSummary>): WorkflowConfigSummary => ({
  slug: 'offline',
  name: 'Offline',
  description: 'By rules.',
  environment: 'production',
  features: [],
  deprecated: false,
  origin: 'system',
  version: 1,
  enabled: true,
  locked: false,
  price_credits: 2,
  offline: true,
  usable: true,
  ...change,
})

const list = {
  items: [
    config({}),
    config({
      slug: 'three-vendors',
      name: 'Three vendors',
      locked: true,
      usable: false,
      unusable_reason: 'It needs the plan premium or a higher one.',
    }),
    config({ slug: 'ours', name: 'Ours', origin: 'own' }),
  ],
  default_slug: 'offline',
  default_reason: 'no_provider_credentials',
}

const answerList = () =>
  server.use(http.get(at('/workflow-configs'), () => HttpResponse.json(list)))

describe('the page of workflows', () => {
  it('says why a locked one cannot be chosen, and why the default is what it is', async () => {
    answerList()
    await renderInWorkspace(<WorkflowPage />, { scopes: ['workflow:read', 'workspace:settings'] })
    expect(await screen.findByText('It needs the plan premium or a higher one.')).toBeVisible()
    expect(screen.getByRole('radio', { name: /Three vendors/ })).toBeDisabled()
    expect(screen.getByText(/models have no keys here/)).toBeVisible()
    expect(screen.getByRole('radio', { name: /Leave it to the installation/ })).toBeChecked()
  })

  it('sends the choice', async () => {
    answerList()
    let sent: unknown
    server.use(
      http.put(at('/settings/workflow-config'), async ({ request }) => {
        sent = await request.json()
        return HttpResponse.json({ default_slug: 'ours', default_reason: 'workspace' })
      }),
    )
    await renderInWorkspace(<WorkflowPage />, { scopes: ['workflow:read', 'workspace:settings'] })
    await userEvent.click(await screen.findByRole('radio', { name: /Ours/ }))
    await waitFor(() => expect(sent).toEqual({ slug: 'ours' }))
  })

  it('shows a taken name beside the form', async () => {
    answerList()
    server.use(
      http.post(at('/workflow-configs'), () =>
        problem(409, 'workflow_config.slug_taken', 'The name is taken; choose another.'),
      ),
    )
    await renderInWorkspace(<WorkflowPage />, { scopes: ['workflow:read', 'workspace:settings'] })
    await userEvent.type(await screen.findByLabelText('Short name'), 'ours')
    await userEvent.click(screen.getByRole('button', { name: 'Make a copy' }))
    expect(await screen.findByText('The name is taken; choose another.')).toBeVisible()
  })

  it('is read only without the right, and says so', async () => {
    answerList()
    await renderInWorkspace(<WorkflowPage />, { scopes: ['workflow:read'] })
    expect(await screen.findByText(/Owners and admins can change it/)).toBeVisible()
    expect(await screen.findByRole('radio', { name: /Ours/ })).toBeDisabled()
    expect(screen.queryByLabelText('Short name')).not.toBeInTheDocument()
  })
})

describe('the editor', () => {
  it('leads from an error to its line and column', async () => {
    await renderInWorkspace(
      <YamlEditor
        value={'states:\n  start: {type: initial}\n'}
        onChange={() => undefined}
        readOnly={false}
        errors={[{ code: 'state.initial_next_missing', message: 'No next.', line: 2, column: 3 }]}
        warnings={[]}
      />,
    )
    expect(await screen.findByText('1 error; nothing was saved')).toBeVisible()
    await userEvent.click(screen.getByRole('button', { name: /Line 2, column 3/ }))
    const area = screen.getByLabelText<HTMLTextAreaElement>('Text of the workflow (YAML)')
    expect(area).toHaveFocus()
    expect(area.selectionStart).toBe('states:\n  '.length)
  })
})
