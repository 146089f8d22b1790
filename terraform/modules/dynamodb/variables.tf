variable "table" {
  description = "Name and keys of the table, as the window job writes them."
  type = object({
    name          = string
    hash_key      = string
    range_key     = string
    ttl_attribute = string
  })
}

variable "deletion_protection" {
  type = bool
}
