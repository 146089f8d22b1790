# What ./caravan cloud reads.
output "stack" {
  value = module.stack
}
