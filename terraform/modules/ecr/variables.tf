variable "repositories" {
  description = "Images: one repository each, below the prefix."
  type        = list(string)
}

variable "prefix" {
  type    = string
  default = "caravan"
}

variable "keep_images" {
  description = "How many images of each are kept."
  type        = number
  default     = 50
}

variable "force_delete" {
  description = "Whether destroy deletes repositories that hold images."
  type        = bool
}
