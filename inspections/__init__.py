"""Floor 3, supervision (监督检查): checklists, inspections, visits, findings, rectification."""
