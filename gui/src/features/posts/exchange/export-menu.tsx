import { useMutation } from '@tanstack/react-query'
import { Download } from 'lucide-react'
import { toast } from 'sonner'
import { Gate } from '@/components/gate'
import { Button } from '@/components/ui/button'
import { Menu, MenuItem } from '@/components/ui/menu'
import { saveBlob } from '@/lib/download'
import { useWorkspace } from '@/lib/workspace'
import { exportContent, type ExportFormat, type ExportPart } from './queries'
import { t } from './sentences'

const endings = { csv: 'csv', json: 'json', jsonl: 'jsonl', markdown: 'zip' } as const

const withNotes: ExportPart[] = [
  'goals',
  'chapters',
  'posts',
  'versions',
  'publications',
  'comments',
  'voice',
]

type Wish = { format: ExportFormat; include?: ExportPart[] }

export function ExportMenu() {
  const { id, slug } = useWorkspace()
  const exporting = useMutation({
    mutationFn: async ({ format, include }: Wish) => ({
      format,
      file: await exportContent(id, format, include),
    }),
    onSuccess: ({ format, file }) => {
      saveBlob(`${slug}-content.${endings[format]}`, file)
      toast.success(t('exchange.export.done'))
    },
    onError: (error) => toast.error(error.message),
  })
  const item = (format: ExportFormat) => (
    <MenuItem onSelect={() => exporting.mutate({ format })}>
      {t(`exchange.export.${format}`)}
    </MenuItem>
  )
  return (
    <Menu
      align="end"
      trigger={
        <Button pending={exporting.isPending}>
          <Download aria-hidden />
          {t('exchange.export')}
        </Button>
      }
    >
      {item('csv')}
      {item('markdown')}
      <Gate scope="strategy:read">
        {item('json')}
        {item('jsonl')}
        <MenuItem onSelect={() => exporting.mutate({ format: 'json', include: withNotes })}>
          {t('exchange.export.notes')}
        </MenuItem>
      </Gate>
    </Menu>
  )
}
