# What the other roots and ./caravan cloud read.
output "stack" {
  value = module.stack
}
