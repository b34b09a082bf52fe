variable "leasehold" {
  description = "The environment, supplied by the control plane: its name, the ULID of its life, its tags, and what bounds its roles."
  type = object({
    name = string
    id   = string
    tags = map(string)

    permissions_boundary = optional(string)
  })
  nullable = false
}

variable "topics" {
  description = "By name: topics that people and programs are notified by, each with its subscriptions, and with services beside CloudWatch that publish to it."
  type = map(object({
    subscriptions = optional(map(object({ protocol = string, endpoint = string })), {})
    services      = optional(list(string), [])
  }))
  default  = {}
  nullable = false
}

variable "log_groups" {
  description = "By name: log groups, the days that each keeps, and filters that count in a metric what matches a pattern."
  type = map(object({
    retention_in_days = optional(number, 30)
    filters = optional(map(object({
      pattern = string
      value   = optional(string, "1")
      unit    = optional(string, "Count")
    })), {})
  }))
  default  = {}
  nullable = false
}

variable "alarms" {
  description = "By name: an alarm about a metric, or about a filter as <log group>/<filter>: beyond a threshold, or outside a band of so many standard deviations of what is expected; whom it notifies, by topic of this component or ARN."
  type = map(object({
    description         = string
    namespace           = optional(string, "")
    metric_name         = optional(string, "")
    filter              = optional(string, "")
    dimensions          = optional(map(string), {})
    statistic           = optional(string, "Average")
    period              = optional(number, 300)
    comparison_operator = optional(string, "GreaterThanThreshold")
    threshold           = optional(number, 0)
    anomaly_band        = optional(number, 0)
    evaluation_periods  = optional(number, 1)
    treat_missing_data  = optional(string, "missing")
    topics              = optional(list(string), [])
    action_arns         = optional(list(string), [])
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for alarm in values(var.alarms) : alarm.filter != "" ? alarm.namespace == "" && alarm.metric_name == "" : alarm.namespace != "" && alarm.metric_name != ""])
    error_message = "An alarm is about a filter, or about the metric of a namespace."
  }

  validation {
    condition = alltrue([
      for alarm in values(var.alarms) : alarm.filter == "" || contains(flatten([for group, log in var.log_groups : [for name in keys(log.filters) : "${group}/${name}"]]), alarm.filter)
    ])
    error_message = "An alarm's filter must be one of this component, as <log group>/<filter>."
  }

  validation {
    condition     = alltrue([for alarm in values(var.alarms) : alltrue([for topic in alarm.topics : contains(keys(var.topics), topic)])])
    error_message = "An alarm's topics must be among the topics of this component; name others by action_arns."
  }

  validation {
    condition     = alltrue([for alarm in values(var.alarms) : length(alarm.topics) + length(alarm.action_arns) > 0])
    error_message = "An alarm must notify a topic, or its action_arns; otherwise no one hears of it."
  }
}

variable "dashboards" {
  description = "By name: a dashboard as the JSON of its body, or as widgets, each with the metrics that it draws."
  type = map(object({
    body = optional(string, "")
    widgets = optional(list(object({
      title     = string
      metrics   = list(list(string))
      statistic = optional(string, "Average")
      period    = optional(number, 300)
    })), [])
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for dashboard in values(var.dashboards) : (dashboard.body == "") == (length(dashboard.widgets) > 0)])
    error_message = "A dashboard has a body or widgets, and not both."
  }

  validation {
    condition     = alltrue([for dashboard in values(var.dashboards) : dashboard.body == "" || can(jsondecode(dashboard.body).widgets)])
    error_message = "A dashboard's body must be JSON with widgets."
  }
}

variable "kms_key_arn" {
  description = "ARN of a key that encrypts topics and logs, and that CloudWatch and CloudWatch Logs may use; empty for one of its own."
  type        = string
  default     = ""
  nullable    = false
}
