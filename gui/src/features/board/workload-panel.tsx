import { useQuery } from '@tanstack/react-query'
import { QueryState } from '@/components/states'
import { cn } from '@/lib/cn'
import { useWorkspace } from '@/lib/workspace'
import { workloadQuery, type Workload } from './queries'
import { t } from './sentences'

/** Who has how much to do; what is too much carries a word beside the colour. */
export function WorkloadPanel() {
  const workspace = useWorkspace()
  const work = useQuery(workloadQuery(workspace.id))
  return (
    <section aria-label={t('board.workload')} className="mb-4">
      <QueryState query={work} lines={3}>
        {(known) => <Table work={known} />}
      </QueryState>
    </section>
  )
}

function Table({ work }: { work: Workload }) {
  return (
    <div
      role="region"
      aria-label={t('board.workload')}
      tabIndex={0}
      className="overflow-x-auto rounded-card border border-line bg-surface p-3"
    >
      <table className="w-full text-start tabular-nums">
        <thead className="text-sm text-muted">
          <tr>
            {(['member', 'posts', 'due', 'late', 'hours', 'capacity', 'load'] as const).map(
              (name) => (
                <th key={name} scope="col" className="p-1 text-start font-medium">
                  {t(`board.workload.${name}`)}
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody>
          {work.members.map((member) => (
            <tr key={member.user_id} className="border-t border-line">
              <th scope="row" className="p-1 text-start font-normal">
                {member.user_name}
              </th>
              <td className="p-1">{member.total_posts}</td>
              <td className="p-1">{member.posts_due_this_week}</td>
              <td className="p-1">{member.posts_overdue}</td>
              <td className="p-1">{member.estimated_hours_remaining}</td>
              <td className="p-1">{member.capacity_hours}</td>
              <td className={cn('p-1', member.load > 1 && 'font-semibold text-danger')}>
                {Math.round(member.load * 100)} %{member.load > 1 && ` ${t('board.workload.over')}`}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="mt-2 text-sm text-muted">
        {t('board.workload.unassigned', { n: work.unassigned_count, late: work.overdue_count })}
      </p>
    </div>
  )
}
